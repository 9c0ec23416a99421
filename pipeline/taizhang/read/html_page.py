"""A web page taken apart: what it says about itself, and where its article is."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import regex

from taizhang.errors import SourceError
from taizhang.read.words import any_of, pattern

ROOT = "html"
_DEEPEST = 200  # deeper than any real page; libxml2 gives up at 255 without huge_tree
# Tags that hold nothing, and those that close by themselves where the next one opens: they do not nest without end.
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_SELF_CLOSING = frozenset(
    [
        "p",
        "li",
        "dd",
        "dt",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "tfoot",
        "option",
        "optgroup",
        "colgroup",
        "html",
        "head",
        "body",
    ]
)
_LONG_TAG = regex.compile(r"<([a-zA-Z][\w:-]*)[^<>]{4000,}>")  # thousands of attributes, or a picture: no use here
_LONGEST_TITLE = 300
_FOOT = 300  # characters at the end of a page, in which it says whose site it is
_LEVELS = {"table": 4, "ul": 2, "ol": 2, "dl": 2}  # with the rows and cells or items between
_TAG = regex.compile(r"<(/?)([a-zA-Z][\w:-]*)\b[^<>]*?(/?)>")
_DROPPED = (
    "script",
    "style",
    "noscript",
    "iframe",
    "object",
    "embed",
    "svg",
    "select",
    "button",
    "input",
    "textarea",
    "template",
    "link",
    "nav",
    "footer",
    "aside",
    "head",
)
_YEAR = regex.compile(r"\d{4}\s*[-年/.]\s*\d")
_WHOLE_WORD = r"(?:^|[\s_-]){}(?:$|[\s_-])"
_PUNCT = regex.compile(r"[，。；、]")


def parse(source: str) -> Any:
    """The root element. Scripts, entities of the document's own and nesting without end do no harm.

    Raises SourceError('empty') where there is no markup at all.
    """
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    clean = regex.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]|<\?xml[^>]{0,300}\?>", "", source)
    try:
        root = html.document_fromstring(_shallow(clean).encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise SourceError("empty", "网页没有内容，请重新获取 a page without content; fetch it again") from error
    return root


def _shallow(source: str) -> str:
    """Drop tags nested beyond any real page, keeping their text; libxml2 would drop the text with them."""
    source = _LONG_TAG.sub(r"<\1>", source)
    depth = 0
    parts: list[str] = []
    at = 0
    if source.count("<") < _DEEPEST:
        return source
    for match in _TAG.finditer(source):
        tag = match[2].lower()
        if tag in _VOID or tag in _SELF_CLOSING:
            continue
        levels = _LEVELS.get(tag, 1)
        depth += -levels if match[1] else 0 if match[3] else levels
        if depth > _DEEPEST or (match[1] and depth >= _DEEPEST):
            parts.append(source[at : match.start()])
            at = match.end()
        depth = max(depth, 0)
    parts.append(source[at:])
    return "".join(parts)


def header_of(texts: Iterable[str]) -> str:
    """The line with date and source under the title, or nothing."""
    for text in texts:
        if 8 <= len(text) <= 160 and "。" not in text and pattern("header_line").search(text) and _YEAR.search(text):
            return pattern("apart").sub(" ", text)
    return ""


class Page:
    """A parsed page; reading its properties removes what is not the article."""

    def __init__(self, root: Any) -> None:
        self._root = root
        self._metas = {
            (m.get("name") or m.get("property") or "").lower(): (m.get("content") or "").strip()
            for m in root.iter("meta")
        }
        title = root.find(".//title")
        self.title = (_text(title) if title is not None else "")[:_LONGEST_TITLE]
        heading = next((h for h in root.iter("h1") if len(_text(h)) > 4), None)
        self.heading = (_text(heading) if heading is not None else "")[:_LONGEST_TITLE]
        self.header_line = self._header_line()
        owner = pattern("site_owner").search(_text(root)[-_FOOT:])
        self.site = owner[1] if owner else ""

    @property
    def publisher(self) -> str:
        """What the header line names as its source."""
        match = pattern("source").search(self.header_line)
        return match[1] if match else ""

    def meta(self, *names: str) -> str:
        """The first meta value of these names that says something."""
        return next((self._metas[name][:_LONGEST_TITLE] for name in names if self._metas.get(name)), "")

    def _header_line(self) -> str:
        nodes = self._root.iter("div", "p", "span", "td", "font", "li", "h2", "h3", "h4", "h5")
        return header_of(_text(node) for node in nodes)

    @cached_property
    def article(self) -> Any:
        """The element of the article, without chrome."""
        body = self._root.find(".//body")
        body = self._root if body is None else body
        _strip(body)
        candidates = _candidates(body)
        total = _weight(body)
        if not candidates or total <= 0:
            return body
        known = [
            c
            for c in candidates
            if any_of("article_names").fullmatch(c.get("id") or "")
            or any(any_of("article_names").fullmatch(k) for k in (c.get("class") or "").split())
        ]
        for pool, share in ((known, 0.5), (candidates, 0.6)):
            good = [(w, c) for c in pool if (w := _weight(c)) >= share * total]
            if good:
                return min(good, key=lambda pair: (pair[0] < 0.9 * max(w for w, _ in good), _size(pair[1])))[1]
        return body


def _strip(body: Any) -> None:
    """Take out what never is part of an article."""
    for node in list(body.iter(*_DROPPED)):
        _drop(node)
    for node in list(body.iter()):
        if isinstance(node.tag, str) and node is not body and node.getparent() is not None and _is_chrome(node):
            _drop(node)


def _is_chrome(node: Any) -> bool:
    name = f"{node.get('class') or ''} {node.get('id') or ''}".strip()
    if node.get("style") and regex.search(r"display\s*:\s*none", node.get("style"), regex.I):
        return len(_text(node)) < 200
    if not name or not any_of("chrome_names", _WHOLE_WORD).search(name) or node.tag in ("html", "body"):
        return False
    return _weight(node) < 6 or _linked(node) > 0.5


def _drop(node: Any) -> None:
    if node.getparent() is not None:
        node.drop_tree()


def _text(node: Any) -> str:
    return " ".join(node.text_content().split())


def _linked(node: Any) -> float:
    total = len(_text(node))
    return sum(len(_text(a)) for a in node.iter("a")) / total if total else 1.0


def _weight(node: Any) -> float:
    """How much of an article stands in a node: its punctuation, links not counted."""
    links = sum(len(_PUNCT.findall(a.text_content())) for a in node.iter("a"))
    return len(_PUNCT.findall(node.text_content())) - links


def _size(node: Any) -> int:
    return len(node.text_content())


def _candidates(body: Any) -> list[Any]:
    """Elements that may be the article's: those that lay out, not those of a data table."""
    from taizhang.read.html_tables import is_data_table

    in_tables = [n for table in body.iter("table") if is_data_table(table) for n in table.iter()]
    inside = set(map(id, in_tables))  # lxml hands out the same object for a node as long as one is held
    return [n for n in body.iter("div", "td", "article", "section", "main", "center") if id(n) not in inside]
