"""Sources behind URLs, from a real web server with a listing."""

import functools
import http.server
import json
import shutil
import threading

import pytest
from tests.conftest import REPOSITORY

from taizhang.run import Options, run

SAMPLES = REPOSITORY / "corpora" / "samples"
pytest.importorskip("aiohttp", reason="needs taizhang[remote]")


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server(tmp_path):
    inbox = tmp_path / "inbox"
    shutil.copytree(SAMPLES, inbox)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=inbox)) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield inbox, f"http://127.0.0.1:{httpd.server_port}/"
        httpd.shutdown()


def rows(ledger, name):
    return [json.loads(line) for line in (ledger / f"{name}.jsonl").open(encoding="utf-8")]


def test_a_listing_is_read_like_a_folder_and_a_second_run_reads_nothing(server, tmp_path):
    inbox, url = server
    report = run([url], tmp_path / "web", Options(workers=1))
    run([inbox], tmp_path / "disk", Options(workers=1))
    assert report.failed == 0
    web, disk = ({d["doc_id"]: d["title"] for d in rows(tmp_path / name, "documents")} for name in ("web", "disk"))
    assert web == disk
    assert rows(tmp_path / "web", "documents")[0]["source_uri"].startswith(url)
    again = run([url], tmp_path / "web", Options(workers=1))
    assert (again.read, again.unchanged) == (0, report.read)
    next(inbox.glob("*.txt")).unlink()
    assert run([url], tmp_path / "web", Options(workers=1)).removed == 1


@pytest.mark.parametrize("slash", ["/", ""])
@pytest.mark.parametrize("fails", ["answers", "is there"])
def test_a_url_that_cannot_be_listed_is_a_failure_and_forgets_nothing(server, tmp_path, monkeypatch, slash, fails):
    inbox, url = server
    (inbox / "sub").mkdir()
    (inbox / "m01.txt").rename(inbox / "sub" / "m01.txt")
    root = f"{url}sub{slash}"
    run([root], tmp_path / "l", Options(workers=1))
    assert [d["source_uri"] for d in rows(tmp_path / "l", "documents")] == [f"{url}sub/m01.txt"]
    with monkeypatch.context() as patched:
        if fails == "answers":
            patched.setattr(Quiet, "do_GET", lambda self: self.send_error(500))
        else:
            patched.setattr("aiohttp.TCPConnector._resolve_host", refused)
        report = run([root], tmp_path / "l", Options(workers=1))
    assert (report.failed, report.removed) == (1, 0)
    assert [(f["source_uri"], f["reason"]) for f in rows(tmp_path / "l", "failures")] == [(f"{url}sub/", "denied")]
    assert len(rows(tmp_path / "l", "documents")) == 1
    report = run([root], tmp_path / "l", Options(workers=1))
    assert (report.failed, report.removed) == (0, 0)


async def refused(*_, **__):
    raise OSError(111, "Connection refused")
