"""Charts find a Chinese font, also one that was installed after matplotlib wrote down what there is."""

import pytest

font_manager = pytest.importorskip("matplotlib.font_manager")

from taizhang.errors import TaizhangError  # noqa: E402
from taizhang.view.fonts import FAMILIES, cjk_font, use_cjk_font  # noqa: E402


@pytest.fixture
def stale(monkeypatch):
    """A manager that knows no font, as one with an old list knows none that was installed since."""
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [])


def test_a_font_installed_since_is_found(monkeypatch):
    family = cjk_font()
    if family is None:
        pytest.skip("no Chinese font on this machine (apt-get install fonts-noto-cjk)")
    fonts = font_manager.fontManager.ttflist
    chinese = {font.fname for font in fonts if font.name in FAMILIES}
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [font for font in fonts if font.fname not in chinese])
    assert cjk_font() in FAMILIES


def test_a_file_that_is_no_font_is_passed_over(stale, tmp_path, monkeypatch):
    (tmp_path / "bad.ttf").write_text("no font")
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: [str(tmp_path / "bad.ttf")])
    assert cjk_font() is None


def test_without_a_font_it_says_what_to_install(stale, monkeypatch):
    monkeypatch.setattr(font_manager, "findSystemFonts", list)
    with pytest.raises(TaizhangError, match="fonts-noto-cjk"):
        use_cjk_font()
