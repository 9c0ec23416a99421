"""Text that was read in the wrong encoding and saved like that: undone where its bytes are whole, else told."""

import pytest

import taizhang
from taizhang.read import read_source
from taizhang.restore import restore

TEXT = (
    "安阳市督察反馈问题整改进展\n截至2023年3月1日，排查问题38个，已整改9个，立案5件。\n责任单位：安阳市生态环境局。\n"
)


def as_latin(data):
    """Bytes as Windows shows them, those without a letter there as they are."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)


MISREAD = [
    (way(TEXT.encode(codec)), codec)
    for codec in ("utf-8", "gb18030")
    for way in (as_latin, lambda b: b.decode("latin-1"))
]
LOST = [
    TEXT.encode("gb18030").decode("utf-8", "replace"),
    TEXT.encode("gb18030").decode("utf-8", "replace").encode().decode("gb18030", "replace"),
    TEXT.encode().decode("cp1252", "ignore"),
]


def read(text, name="a.txt"):
    (found,) = read_source(text.encode(), name)
    return found


@pytest.mark.parametrize(("text", "codec"), MISREAD)
def test_bytes_that_are_whole_are_read_anew(text, codec):
    found = read(text)
    assert (found.text, found.encoding) == (TEXT, f"{codec}+utf-8")
    page = f"<html><head><script>{'var a = 1;' * 1000}</script></head><body><p>{text}</p></body></html>"
    assert "截至2023年3月1日，排查问题38个" in read(page, "a.html").text
    assert "garbled" in str(taizhang.parse(text).warnings)  # a string is what it is


@pytest.mark.parametrize("text", LOST)
def test_what_lost_its_bytes_is_told(text):
    assert read(text).text == text
    assert [told.split(": ")[1] for told in restore(text).warnings][-1:] == ["garbled"]


@pytest.mark.parametrize(
    "text", [TEXT, "目录\n" + "一、总体要求……………………………………3\n" * 40, "L'été, j'ai été élevé près du château. " * 20]
)
def test_other_texts_are_left_as_they_are(text):
    found = read(text)
    assert (found.text, found.encoding) == (text, "utf-8")
    assert not any("garbled" in told for told in restore(text).warnings)
