"""A font that has Chinese characters, for charts."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Final

from taizhang.errors import TaizhangError

# Families that ship with Debian, macOS and Windows, in order of preference.
FAMILIES: Final = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "PingFang SC",
    "Hiragino Sans GB", "Microsoft YaHei", "SimHei", "Noto Sans CJK JP", "Droid Sans Fallback",
)  # fmt: skip


def cjk_font() -> str | None:
    """The first installed family of `FAMILIES`, or None. Needs matplotlib."""
    from matplotlib import font_manager

    return _known(font_manager.fontManager) or _known(_looked_for(font_manager))


def _known(manager: Any) -> str | None:
    installed = {font.name for font in manager.ttflist}
    return next((family for family in FAMILIES if family in installed), None)


def _looked_for(font_manager: Any) -> Any:
    """Matplotlib's font manager, with the fonts that were installed since it wrote down what there is: it keeps a list from
    one program to the next and does not look again."""
    manager = font_manager.fontManager
    for file in set(font_manager.findSystemFonts()) - {font.fname for font in manager.ttflist}:
        with suppress(OSError, RuntimeError):  # what it cannot read is no font for a chart either
            manager.addfont(file)
    return manager


def use_cjk_font() -> str:
    """Tell matplotlib to draw Chinese labels; returns the family. Raises TaizhangError where no such font is installed."""
    import matplotlib as mpl

    family = cjk_font()
    if family is None:
        raise TaizhangError(
            "没有中文字体，请装一种，例如 no Chinese font found; install one, e.g.: apt-get install fonts-noto-cjk"
        )
    mpl.rcParams["font.sans-serif"] = [family, *mpl.rcParams["font.sans-serif"]]
    # Matplotlib's minus sign is missing from most Chinese fonts.
    mpl.rcParams["axes.unicode_minus"] = False
    return family
