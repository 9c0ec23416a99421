"""Bad web pages."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.kinds import READ_FILES, TEXT, Bad, damaged, fails, reads


def _page(body: str, head: str = "") -> bytes:
    return f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def _laughs() -> bytes:
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    outside = '<!ENTITY x SYSTEM "file:///etc/passwd">'
    return f'<!DOCTYPE html [<!ENTITY a0 "ha">{entities}{outside}]><html><body><p>{TEXT}&a11;&x;</p></body></html>'.encode()


def _table(rows: int, columns: int, cell: str = "<td>污水</td>") -> str:
    return "<table border=1><tr><th>序号<th>问题</tr>" + ("<tr>" + cell * columns + "</tr>") * rows + "</table>"


def pages() -> Iterator[Bad]:
    """Pages with scripts, without end, with spans without bounds."""
    yield fails("empty.html", lambda: b"<html><body></body></html>", "empty")
    yield fails("script_only.html", lambda: _page("<script>" + "var a = 1;" * 5000 + "</script>"), "empty")
    yield reads("laughs.html", _laughs)
    for tag in ("div", "b", "blockquote", "dl", "x-y", "table", "ul", "section", "svg", "form"):
        yield Bad(f"deep_{tag}.html", lambda t=tag: _page(f"<{t}>" * 100_000 + TEXT + f"</{t}>" * 100_000))  # type: ignore[misc]
    yield reads("deep_cells.html", lambda: _page("<table><tr><td>" * 3_000 + TEXT))
    yield reads("deep_text.html", lambda: _page(("<div>" + TEXT) * 5_000))
    yield reads(
        "scripts.html",
        lambda: _page(f"<p>{TEXT}</p><script>document.write('x')</script><img src=x onerror=alert(1)>" * 200),
    )
    yield reads("unclosed.html", lambda: _page("<p><b><i>" * 3_000 + TEXT))
    yield reads("wrong_nesting.html", lambda: _page(f"<b><p></b><i>{TEXT}</p></i></table></tr>" * 2_000))
    yield reads(
        "spans.html", lambda: _page(_table(20, 30, "<td colspan=999999 rowspan=999999>污水</td>") + f"<p>{TEXT}</p>")
    )
    yield Bad("spans_many.html", lambda: _page(_table(3_000, 60, "<td colspan=1000 rowspan=1000>污</td>")))
    yield reads(
        "spans_odd.html", lambda: _page(_table(9, 4, "<td colspan='-3' rowspan='９'>污水</td>") + f"<p>{TEXT}</p>")
    )
    yield Bad("table_wide.html", lambda: _page(_table(20, 10_000)), big=True)
    yield reads(
        "table_ragged.html",
        lambda: _page(
            "<table border=1>" + "".join("<tr>" + "<td>污" * (i % 90) for i in range(900)) + f"</table>{TEXT}"
        ),
    )
    yield reads("attributes.html", lambda: _page(f"<div {' '.join(f'a{i}=1' for i in range(50_000))}>{TEXT}</div>"))
    yield reads("class_long.html", lambda: _page(f"<div class='{'nav ' * 100_000}'>{TEXT}</div>"))
    yield reads(
        "title_long.html", lambda: _page(f"<p>{TEXT}</p>", "<title>" + TEXT + "-" + "政府" * 200_000 + "-。</title>")
    )
    yield reads("title_marks.html", lambda: _page(f"<p>{TEXT}</p>", "<title>" + "督察整改-" * 100_000 + "。</title>"))
    yield reads("meta_many.html", lambda: _page(f"<p>{TEXT}</p>", "<meta name=title content=x>" * 50_000))
    yield reads("links.html", lambda: _page(f"<a href=x>首页{TEXT}</a> " * 10_000))
    yield reads("comment_open.html", lambda: _page(f"<p>{TEXT}</p><!-- never closed " + "x" * 100_000))
    yield reads("angles.html", lambda: _page(f"<p>{TEXT}</p>" + "<" * 200_000))
    yield reads("spaces_in_tags.html", lambda: _page(f"<p>{TEXT}</p>" + "<div " + " " * 200_000 + ">x</div>"))
    yield reads("references.html", lambda: _page(f"<p>{TEXT}&#0;&#xD800;&#x110000;&#xFFFE;&#99999999999;&nope;</p>"))
    yield reads("nul.html", lambda: _page(f"<p>{TEXT}\x00\x01\x02</p>"))
    yield Bad("wrong_charset.html", lambda: f"<html><meta charset=utf-8><p>{TEXT * 5}</p></html>".encode("gb18030"))
    yield Bad("no_such_charset.html", lambda: f"<html><meta charset=klingon><p>{TEXT * 5}</p></html>".encode("gb18030"))
    yield Bad("mixed.html", lambda: _page(f"<p>{TEXT}</p>" * 9) + f"<p>{TEXT}</p>".encode("gb18030") * 9)
    yield reads(
        "frameset.html", lambda: f"<html><frameset><frame src=x><noframes>{TEXT}</noframes></frameset></html>".encode()
    )
    yield reads(
        "xhtml.html",
        lambda: f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>{TEXT}</body></html>'.encode(),
    )
    yield reads("header_lines.html", lambda: _page(f"<div>来源：{'某' * 100_000}2024-05-06</div><p>{TEXT}</p>"))
    yield reads("paragraphs.html", lambda: _page(f"<div><p>{TEXT}</p></div>" * 8_000), big=True)
    yield from damaged("page.html", lambda: (READ_FILES / "page_ruled.html").read_bytes(), cuts=5, flips=5)
