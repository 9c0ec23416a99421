"""A font that has Chinese characters, for charts."""

from __future__ import annotations

from typing import Final

from taizhang.errors import TaizhangError

# Families that ship with Debian, macOS and Windows, in order of preference.
FAMILIES: Final = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "PingFang SC",
    "Hiragino Sans GB", "Microsoft YaHei", "SimHei", "Noto Sans CJK JP", "Droid Sans Fallback",
)  # fmt: skip


def cjk_font() -> str | None:
    """The first installed family of `FAMILIES`, or None. Needs matplotlib."""
    from matplotlib import font_manager

    installed = {font.name for font in font_manager.fontManager.ttflist}
    return next((family for family in FAMILIES if family in installed), None)


def use_cjk_font() -> str:
    """Tell matplotlib to draw Chinese labels; returns the family. Raises TaizhangError where no such font is installed."""
    import matplotlib as mpl

    family = cjk_font()
    if family is None:
        raise TaizhangError("no Chinese font found; install one, e.g.: apt-get install fonts-noto-cjk")
    mpl.rcParams["font.sans-serif"] = [family, *mpl.rcParams["font.sans-serif"]]
    # Matplotlib's minus sign is missing from most Chinese fonts.
    mpl.rcParams["axes.unicode_minus"] = False
    return family
