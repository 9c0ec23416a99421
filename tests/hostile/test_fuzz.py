"""Made-up bytes, pages and parts of office files: read, or refused with a SourceError; what is read points into its text."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.hostile.office_inputs import sheet, word

from taizhang.errors import SourceError
from taizhang.offsets import apply_edits
from taizhang.read import Limits, read_source
from taizhang.types import Reading

_LIMITS = Limits(source_bytes=1_000_000, expanded_bytes=5_000_000, archive_files=50, table_cells=20_000)
_SUFFIXES = st.sampled_from(["txt", "csv", "tsv", "html", "jsonl", "json", "zip", "docx", "xlsx", "ofd", "eml", "bin"])
_TEXT = st.text(
    st.sampled_from("整改督察任务0129一二.,;|，。\t \n\r\x00\u2028\u3000\ufeff\U00020000x<>&\"'"), max_size=20
)
_TAGS = [
    "div",
    "p",
    "table",
    "tr",
    "td",
    "th",
    "a",
    "h1",
    "h2",
    "br",
    "ul",
    "li",
    "span",
    "script",
    "style",
    "title",
    "meta",
    "font",
    "b",
    "svg",
    "form",
    "blockquote",
]
_NUMBER = st.one_of(st.integers(-5, 10**12).map(str), st.sampled_from(["", "x", "1.5", "９", "1e9"]))
_fuzz = settings(
    max_examples=120, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)


def _outcome(data: bytes, name: str) -> list[Reading | SourceError]:
    try:
        return list(read_source(data, name, _LIMITS))
    except SourceError as error:
        return [error]


def check(data: bytes, name: str) -> None:
    """Read, and see that every span of what is read stands in its text."""
    for reading in _outcome(data, name):
        if isinstance(reading, SourceError):
            assert reading.stage == "read"
            assert str(reading).startswith(name)
        else:
            apply_edits(reading.text, reading.edits)
            spans = [(c.start, c.end) for t in reading.tables for c in t.cells] + [h[:2] for h in reading.headings]
            assert all(0 <= start <= end <= len(reading.text) for start, end in spans)


@_fuzz
@given(
    st.binary(max_size=400),
    _SUFFIXES,
    st.sampled_from([b"", b"\xff\xfe", b"PK\x03\x04", b"{", b"<html>", b"\xef\xbb\xbf"]),
)
def test_any_bytes_under_any_name(data: bytes, suffix: str, head: bytes) -> None:
    check(head + data, f"x.{suffix}")


@_fuzz
@given(_TEXT, _SUFFIXES, st.sampled_from(["utf-8", "gb18030", "big5hkscs", "utf-16", "utf-16-le", "utf-32"]))
def test_any_text_in_any_encoding(text: str, suffix: str, codec: str) -> None:
    check((text * 5).encode(codec, "replace"), f"x.{suffix}")


_TOKEN = st.one_of(
    _TEXT,
    st.sampled_from([f"<{t}>" for t in _TAGS] + [f"</{t}>" for t in _TAGS]),
    st.builds("<td colspan='{}' rowspan='{}'>".format, _NUMBER, _NUMBER),
    st.builds("<div class='{}' id='{}'>".format, st.sampled_from(["nav", "content", "zoom", "footer"]), _NUMBER),
)


@_fuzz
@given(st.lists(_TOKEN, max_size=60))
def test_any_page(tokens: list[str]) -> None:
    check(("<html><body>" + "".join(tokens)).encode(), "x.html")


_MAIL_LINE = st.one_of(
    _TEXT,
    st.builds(
        "Content-Type: {}; boundary={}; charset={}".format,
        st.sampled_from(
            ["multipart/mixed", "multipart/related", "multipart/alternative", "message/rfc822", "text/html", "x"]
        ),
        st.sampled_from(["b", '"b', "", "=?utf-8?b?A?="]),
        st.sampled_from(["gb2312", "none", '"-Trans']),
    ),
    st.builds("Content-Disposition: {}; filename{}".format, st.sampled_from(["attachment", "inline"]), _TEXT),
    st.builds("Subject: =?{}?b?{}?=".format, st.sampled_from(["gb2312", "x"]), _TEXT),
    st.sampled_from(["", "--b", "--b--", "Content-Transfer-Encoding: base64", "MIME-Version: 1.0", "Date: x", "To: x"]),
)


@_fuzz
@given(st.lists(_MAIL_LINE, max_size=40))
def test_any_mail(lines: list[str]) -> None:
    check("\n".join(["MIME-Version: 1.0", *lines]).encode("utf-8", "replace"), "x.eml")


_VALUED = st.builds(
    "<w:{} w:val='{}'/>".format,
    st.sampled_from(["gridSpan", "gridBefore", "vMerge", "ilvl", "numId", "pStyle"]),
    _NUMBER,
)
_RUN = st.sampled_from(["<w:r><w:t>整改</w:t></w:r>", "<w:r><w:br/></w:r>", "<w:del><w:r><w:t>x</w:t></w:r></w:del>"])
_BLOCK = st.recursive(
    st.one_of(_VALUED, _RUN),
    lambda inner: st.builds(
        lambda tag, parts: f"<w:{tag}>{''.join(parts)}</w:{tag}>",
        st.sampled_from(["p", "tbl", "tr", "tc", "trPr", "tcPr", "pPr", "numPr", "sdt", "sdtContent", "ins"]),
        st.lists(inner, max_size=5),
    ),
    max_leaves=30,
)


@_fuzz
@given(st.lists(_BLOCK, max_size=8))
def test_any_word_document(blocks: list[str]) -> None:
    check(word("".join(blocks))(), "x.docx")


_PLACE = st.builds("{}{}".format, st.sampled_from(["A", "B", "Z", "AA", "XFD", ""]), st.integers(0, 300))
_CELL = st.builds(
    "<c r='{}' t='{}' s='{}'><v>{}</v></c>".format,
    _PLACE,
    st.sampled_from(["s", "b", "n", "str", "d", "e", "inlineStr"]),
    st.integers(0, 9),
    _NUMBER,
)


@_fuzz
@given(st.lists(_CELL, max_size=12), st.lists(st.builds("<mergeCell ref='{}:{}'/>".format, _PLACE, _PLACE), max_size=4))
def test_any_sheet(cells: list[str], merged: list[str]) -> None:
    check(sheet(f"<row>{''.join(cells)}</row>", f"<mergeCells>{''.join(merged)}</mergeCells>")(), "x.xlsx")
