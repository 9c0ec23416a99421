"""LibreOffice, asked to convert a document, fetches nothing that the document links to."""

import shutil
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from taizhang.read import read_source


@pytest.fixture
def server():
    """A web server on this machine that notes what it is asked for: (its address, the list)."""
    asked = []

    class Noting(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *_):
            pass

    here = ThreadingHTTPServer(("127.0.0.1", 0), Noting)
    threading.Thread(target=here.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{here.server_port}", asked
    here.shutdown()
    here.server_close()


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_a_picture_linked_from_the_web_is_not_asked_for(server, tmp_path):
    address, asked = server
    page = tmp_path / "linked.html"
    page.write_text(f'<p>27项已完成</p><img src="{address}/spy.png" width="9" height="9">', encoding="utf-8")
    convert = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--infilter=HTML (StarWriter)",
               "--convert-to", "doc:MS Word 97", "--outdir", tmp_path, page]  # fmt: skip
    subprocess.run(convert, check=True, capture_output=True)
    assert asked, "LibreOffice itself does ask"
    asked.clear()
    (reading,) = read_source((tmp_path / "linked.doc").read_bytes(), "linked.doc")
    assert "27项已完成" in reading.text
    assert asked == []
