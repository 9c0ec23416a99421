"""What an installation needs and may have, looked at one by one."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from taizhang.errors import TaizhangError
from taizhang.terminal import typed
from taizhang.version import __version__

_EXTRAS: Final = {
    "ocr": ("rapidocr onnxruntime", "扫描件 scans"), "passwords": ("msoffcrypto pyzipper", "有密码的文件 locked files"),
    "remote": ("fsspec aiohttp", "网址和对象存储 URLs, object stores"), "train": ("snownlp", "训练模型 chars  training the model chars"),
    "ray": ("ray fsspec", "多机 beyond one machine"), "polars": ("polars", "polars 表 polars frames"),
    "notebooks": ("jupyterlab ipykernel matplotlib", "笔记本 notebooks"),
}  # fmt: skip
_MIN_FREE: Final = 1_000_000_000  # bytes: a ledger of 100,000 bulletins takes about this much while it is written


class Finding(NamedTuple):
    """One thing looked at; `needed`: without it taizhang does not work."""

    name: str
    ok: bool
    needed: bool
    detail: str


def findings() -> Iterator[Finding]:
    """All findings, what is needed first."""
    yield Finding("taizhang", True, True, __version__)
    yield _models()
    free = shutil.disk_usage(Path.cwd()).free
    yield Finding(
        "磁盘 disk",
        free > _MIN_FREE,
        True,
        f"{free / 1e9:.1f} GB 可用 free" + ("" if free > _MIN_FREE else "；请腾出空间 make room"),
    )
    for extra, (modules, purpose) in _EXTRAS.items():
        there = all(importlib.util.find_spec(module) for module in modules.split())
        yield Finding(f"taizhang[{extra}]", there, False, purpose if there else f"{purpose}; {_installs(extra)}")
    office = shutil.which("soffice") or shutil.which("libreoffice")
    yield Finding(
        "LibreOffice",
        bool(office),
        False,
        office
        or "老格式 DOC/XLS/WPS 需要它 for legacy files; apt-get install libreoffice-writer-nogui libreoffice-calc-nogui",
    )
    yield _font()


def _installs(extra: str) -> str:
    """The command that installs an extra: in a clone make knows how, and its environment has no pip."""
    clone = Path(__file__).parents[3]
    if (clone / "Makefile").is_file() and (clone / "uv.lock").is_file():
        return f"make -C {typed(clone)} extra-{extra}"
    return f"pip install '.[{extra}]'（在源码目录里 in the folder of its source）"


def _models() -> Finding:
    from taizhang.document import parse_readings
    from taizhang.models import MODELS, model_folder
    from taizhang.read import read_text

    try:
        for name in MODELS:
            model_folder(name)
        parse_readings(
            [read_text("市水务局：移交的38项整改任务，27项已完成。")]
        )  # a party and figures, so that their models load
    except TaizhangError as error:
        return Finding("模型 models", False, True, str(error))
    return Finding("模型 models", True, True, "能加载 load")


def _font() -> Finding:
    if importlib.util.find_spec("matplotlib") is None:
        return Finding(
            "中文字体 Chinese font", False, False, "画图需要 matplotlib  for charts; pip install 'taizhang[notebooks]'"
        )
    from taizhang.view.fonts import cjk_font

    family = cjk_font()
    return Finding("中文字体 Chinese font", family is not None, False, family or "apt-get install fonts-noto-cjk")
