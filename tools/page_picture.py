"""Make docs/pictures/page.png: the page of one sample bulletin as Chromium shows it.

python tools/page_picture.py            (needs chromium on the PATH)
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "pictures" / "page.png"
SAMPLE = "corpora/samples/mirror.txt"
WIDTH, HEIGHT = 1000, 1390


def main() -> None:
    """Read the sample, write its page, take its picture."""
    with tempfile.TemporaryDirectory() as folder:
        ledger, page, shot = (Path(folder, name) for name in ("ledger", "page.html", "page.png"))
        taizhang = [sys.executable, "-m", "taizhang"]
        subprocess.run([*taizhang, "run", SAMPLE, "--out", ledger, "--quiet"], cwd=ROOT, check=True)
        subprocess.run([*taizhang, "show", ledger, "--doc", Path(SAMPLE).name, "--html", page], cwd=ROOT, check=True)
        chromium = ["chromium", "--headless", "--no-sandbox", "--hide-scrollbars", f"--window-size={WIDTH},{HEIGHT}"]
        subprocess.run([*chromium, f"--screenshot={shot}", page.as_uri()], check=True, capture_output=True)
        Image.open(shot).convert("RGB").quantize(64).save(PICTURE, optimize=True)


if __name__ == "__main__":
    main()
