"""Bad PDF files."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from tests.hostile.kinds import FILES, READ_FILES, TEXT, Bad, damaged, fails, reads

_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
_PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_WORDS = b"BT /F 12 Tf 50 700 Td (Readable text stands here) Tj ET\n"


def pdf(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of numbered objects, with its cross-reference table."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % p for p in places)
    out += b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)


def stream(data: bytes, entries: bytes = b"", packed: bool = False) -> bytes:
    """A stream object; `packed` deflates it."""
    if packed:
        data, entries = zlib.compress(data, 9), entries + b"/Filter/FlateDecode"
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), entries, data)


def page(
    content: bytes, font: bytes = _FONT, packed: bool = False, box: bytes = b"", more: tuple[bytes, ...] = ()
) -> bytes:
    """A PDF of one page."""
    body = _PAGE.replace(b"[0 0 600 800]", box) if box else _PAGE
    return pdf([_CATALOG, _PAGES, body, stream(content, packed=packed), font, *more])


def _broken_tree() -> Iterator[Bad]:
    yield fails("no_pages.pdf", lambda: pdf([_CATALOG, b"<</Type/Pages/Kids[]/Count 0>>"]), "empty")
    yield fails("no_root.pdf", lambda: pdf([b"<<>>"]), "damaged", "empty")
    yield Bad("pages_loop.pdf", lambda: pdf([_CATALOG, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"]))
    yield Bad(
        "count_lies.pdf",
        lambda: pdf([_CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>", _PAGE, stream(_WORDS), _FONT]),
    )
    yield Bad(
        "count_negative.pdf",
        lambda: pdf([_CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count -5>>", _PAGE, stream(_WORDS), _FONT]),
    )
    yield fails(
        "pages_6000.pdf",
        lambda: pdf(
            [_CATALOG, b"<</Type/Pages/Kids[" + b"3 0 R " * 6000 + b"]/Count 6000>>", _PAGE, stream(_WORDS), _FONT]
        ),
        "too_large",
        "damaged",
    )
    yield Bad("xref_loop.pdf", lambda: page(_WORDS).replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev 9"))
    yield Bad("prev_loop.pdf", _prev_loop)
    yield Bad("xref_gone.pdf", lambda: page(_WORDS).replace(b"xref\n", b"xxxx\n"))
    yield Bad("xref_far.pdf", lambda: page(_WORDS).replace(b"startxref\n", b"startxref\n99999999"))
    yield Bad(
        "deep_arrays.pdf",
        lambda: pdf([_CATALOG, _PAGES, _PAGE, stream(_WORDS), _FONT, b"[" * 100_000 + b"]" * 100_000]),
    )
    yield Bad("deep_kids.pdf", _deep_kids)
    yield Bad(
        "refers_to_itself.pdf", lambda: pdf([_CATALOG, _PAGES, _PAGE.replace(b"4 0 R", b"3 0 R"), b"4 0 R", b"5 0 R"])
    )


def _prev_loop() -> bytes:
    data = page(_WORDS)
    at = data.rindex(b"xref\n0 ")
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % at)


def _deep_kids() -> bytes:
    kids = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (n + 1) for n in range(2, 3000)]
    return pdf([_CATALOG, *kids, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>"])


def _heavy() -> Iterator[Bad]:
    yield reads("strokes_100k.pdf", lambda: page(_WORDS + b"0 0 m 9 9 l S\n" * 100_000))
    yield Bad("grid_dense.pdf", lambda: page(_WORDS + _grid(600, 600)))
    yield Bad(
        "boxes_25k.pdf",
        lambda: page(_WORDS + b"".join(b"%d %d 3 3 re S\n" % (x * 4, y * 5) for x in range(150) for y in range(160))),
        big=True,
    )
    yield Bad(
        "objects_100k.pdf", lambda: pdf([_CATALOG, _PAGES, _PAGE, stream(_WORDS), _FONT, *[b"<</A 1>>"] * 100_000])
    )
    yield Bad(
        "form_strokes.pdf",
        lambda: page(_WORDS + b"/X Do\n", more=(stream(b"0 0 m 9 0 l S\n" * 200_000, _FORM),)),
        big=True,
    )
    yield Bad(
        "form_self.pdf",
        lambda: page(
            _WORDS + b"/X Do\n", more=(stream(b"/X Do\n" * 3 + _WORDS, _FORM + b"/Resources<</XObject<</X 6 0 R>>>>"),)
        ),
    )
    yield Bad("forms_laugh.pdf", lambda: page(_WORDS + b"/X Do\n", more=_laughing(5)))
    yield Bad("text_bomb.pdf", lambda: page(b"BT /F 1 Tf (" + b"a" * 3_000_000 + b") Tj ET", packed=True), big=True)
    yield reads("stream_bomb.pdf", lambda: page(_WORDS + b" " * 400_000_000, packed=True), big=True)
    yield Bad("operands.pdf", lambda: page(_WORDS + b"1 " * 2_000_000, packed=True), big=True)
    yield reads("states.pdf", lambda: page(b"q " * 200_000 + _WORDS))
    yield Bad("inline_image.pdf", lambda: page(_WORDS + b"BI /W 99999999 /H 99999999 /BPC 8 /CS /RGB ID xx EI"))


_FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]"


def _laughing(levels: int) -> tuple[bytes, ...]:
    """Forms that draw one another ten times each."""
    made = [stream(b"/X Do\n" * 10, _FORM + b"/Resources<</XObject<</X %d 0 R>>>>" % (7 + i)) for i in range(levels)]
    return (*made, stream(b"0 0 m 9 9 l S\n", _FORM))


def _grid(across: int, down: int) -> bytes:
    lines = [b"0 %d m 600 %d l S\n" % (y, y) for y in range(0, 800, max(800 // across, 4))]
    return b"".join(lines + [b"%d 0 m %d 800 l S\n" % (x, x) for x in range(0, 600, max(600 // down, 4))] * 3)


def _odd_text() -> Iterator[Bad]:
    broken = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>]%s>>"
    cids = b"BT /F 12 Tf 50 700 Td <" + b"4E2D6587" * 40 + b"> Tj ET"
    to_unicode = b"/CIDInit /ProcSet findresource begin 1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfchar <4E2D> <D800> <6587> <0000> endbfchar endcmap"
    yield Bad("font_unmapped.pdf", lambda: page(cids, broken % b""))
    yield Bad(
        "font_surrogates.pdf", lambda: page(cids + _ruled(), broken % b"/ToUnicode 6 0 R", more=(stream(to_unicode),))
    )
    yield Bad("font_missing.pdf", lambda: page(_WORDS, b"null"))
    yield Bad("font_wrong_type.pdf", lambda: page(_WORDS + _ruled(), b"[1 2 3]"))
    yield Bad("box_huge.pdf", lambda: page(_WORDS + _ruled(), box=b"[0 0 1e9 1e9]"))
    yield Bad("box_none.pdf", lambda: page(_WORDS + _ruled(), box=b"[0 0 0 0]"))
    yield Bad("box_words.pdf", lambda: page(_WORDS + _ruled(), box=b"[(a) (b) null 7]"))
    yield Bad("box_negative.pdf", lambda: page(_WORDS + _ruled(), box=b"[600 800 -600 -800]"))
    yield Bad("numbers_huge.pdf", lambda: page(b"BT /F 1e38 Tf 1e38 -1e38 Td (Readable text) Tj ET " + _ruled()))
    yield Bad("size_zero.pdf", lambda: page(b"BT /F 0 Tf 50 700 Td (Readable text stands here) Tj ET " + _ruled()))
    yield Bad("matrix_flat.pdf", lambda: page(b"0 0 0 0 0 0 cm " + _WORDS + _ruled()))
    yield Bad("navigation.pdf", lambda: page(_lines("https://example.com/ 1/2", "|" * 400, "a|" * 300 + "。 x")))
    yield Bad("page_numbers.pdf", lambda: page(_lines("5" + " " * 3000 + "x", "-" * 3000 + "5" + "-" * 3000 + "x")))
    yield Bad("bad_operators.pdf", lambda: page(_WORDS + b"] ] >> ) BT BT ET (x " * 5_000))


def _ruled() -> bytes:
    return b"".join(
        b"%d 100 m %d 720 l S 50 %d m 400 %d l S\n" % (50 + 50 * i, 50 + 50 * i, 100 + 70 * i, 100 + 70 * i)
        for i in range(8)
    )


def _lines(*lines: str) -> bytes:
    shown = [
        b"BT /F 1 Tf 10 %d Td (%s) Tj ET\n" % (780 - 6 * i, line.encode("latin-1", "ignore"))
        for i, line in enumerate(lines)
    ]
    return b"".join(shown) + _WORDS


def pdfs() -> Iterator[Bad]:
    """Broken trees, heavy pages, odd text, damaged real files, passwords."""
    yield from _broken_tree()
    yield from _heavy()
    yield from _odd_text()
    yield fails("head_only.pdf", lambda: b"%PDF-1.7\n", "damaged")
    yield fails("text_after_head.pdf", lambda: b"%PDF-1.7\n" + TEXT.encode() * 99, "damaged")
    yield fails("locked.pdf", (FILES / "locked.pdf").read_bytes, "encrypted")
    yield fails(
        "encrypt_odd.pdf",
        lambda: pdf([_CATALOG, _PAGES, _PAGE, stream(_WORDS), _FONT], b"/Encrypt<</Filter/Nope/V 99>>"),
        "encrypted",
        "damaged",
    )
    yield Bad("before_head.pdf", lambda: b"\n" * 900 + page(_WORDS))
    yield from damaged("list.pdf", lambda: (READ_FILES / "list_repeat.pdf").read_bytes(), cuts=6, flips=7)
    yield from damaged("small.pdf", lambda: page(_WORDS + _ruled()), cuts=6, flips=6)
