"""Bad TXT, CSV and JSONL."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator

from tests.hostile.kinds import TEXT, Bad, damaged, fails, reads

_LINE = TEXT + "\n"
_CSV = "序号,反馈问题,整改时限\n" + "".join(f"{i},第{i}个问题未整改,2024年6月底前\n" for i in range(1, 40))
_RECORD = {"id": "a", "text": TEXT, "metadata": {"publisher": "某县政府", "date": "2024-05-06"}}


def _jsonl(*lines: object) -> bytes:
    return "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines).encode()


def plain() -> Iterator[Bad]:
    """Text files."""
    yield fails("empty.txt", lambda: b"", "empty")
    yield fails("blank.txt", lambda: b" \r\n\t\n" * 500, "empty")
    yield fails("mark_only.txt", lambda: b"\xef\xbb\xbf", "empty")
    yield fails("mark_only_utf16.txt", lambda: b"\xff\xfe", "empty")
    yield fails("zeros.txt", lambda: bytes(20_000), "undecodable", "empty")
    yield fails("noise.txt", lambda: random.Random(2).randbytes(50_000), "undecodable")
    yield fails("noise_big.txt", lambda: random.Random(3).randbytes(30_000_000), "undecodable", big=True)
    yield fails("high_bytes.txt", lambda: bytes(range(128, 256)) * 400, "undecodable")
    yield fails("odd_utf16.txt", lambda: b"\xff\xfe" + TEXT.encode("utf-16-le") + b"\x00", "undecodable")
    yield fails("surrogate_utf16.txt", lambda: b"\xff\xfe" + TEXT.encode("utf-16-le") + b"\x00\xd8a\x00", "undecodable")
    yield reads("utf32.txt", lambda: _LINE.encode("utf-32"))
    yield reads("nul.txt", lambda: (TEXT + "\x00\x00" + TEXT).encode())
    yield Bad("nul_every.txt", lambda: "\x00".join(TEXT * 20).encode())
    yield Bad("surrogate_utf8.txt", lambda: TEXT.encode() + b"\xed\xa0\x80" + TEXT.encode())
    yield Bad("mixed.txt", lambda: (_LINE * 20).encode() + (_LINE * 20).encode("gb18030"))
    yield Bad(
        "mixed_thrice.txt",
        lambda: b"".join(_LINE.encode(c) for c in ("gb18030", "utf-8", "utf-16-le", "big5hkscs")[:3]),
    )
    yield reads("cut_character.txt", lambda: (_LINE * 3).encode()[:-2])
    yield reads("gbk_bad_byte.txt", lambda: (_LINE * 40).encode("gb18030") + b"\xff")
    yield reads("controls.txt", lambda: (TEXT + "\x1b[31m\x07\x08\x7f\u202e\u2028\ufeff\ufffe" + TEXT).encode())
    yield reads("private_use.txt", lambda: (TEXT + "\ue000\uf8ff\U0010ffff" + TEXT).encode())
    yield reads("combining.txt", lambda: (TEXT + "a" + "\u0301" * 20_000).encode())
    yield reads("one_line.txt", lambda: TEXT.encode() * 3_000)
    yield reads("no_stop.txt", lambda: ("整改" * 50_000).encode())
    yield reads("digits.txt", lambda: ("1" * 100_000).encode())
    yield reads("brackets.txt", lambda: (TEXT + "（" * 50_000).encode())
    yield reads("spaces.txt", lambda: (TEXT + " " * 100_000 + "5").encode())
    yield reads("newlines.txt", lambda: ("\n" * 100_000 + TEXT + "\n" * 100_000).encode())
    yield reads("carriage_returns.txt", lambda: _LINE.replace("\n", "\r").encode() * 50)
    yield reads("line_100mb.txt", lambda: ("督察整改" * 8_400_000).encode(), big=True)
    yield fails("line_150mb.txt", lambda: b"rectification " * 10_800_000, "too_large", big=True)
    yield from damaged("text.txt", lambda: (_LINE * 30).encode("gb18030"), cuts=3, flips=4)


def csv() -> Iterator[Bad]:
    """CSV and TSV files."""
    yield fails("empty_cells.csv", lambda: b",,,\n" * 50, "empty")
    yield reads(
        "formulas.csv", lambda: "序号,问题\n1,=HYPERLINK(\"http://x\")\n2,+cmd|'/c calc'!A0\n3,@SUM(1)\n4,-2\n".encode()
    )
    yield Bad("nul.csv", lambda: _CSV.encode().replace(b"9", b"\x00"))
    yield reads("open_quote.csv", lambda: (_CSV + '40,"没有结束的引号\n' + _CSV).encode())
    yield reads("ragged.csv", lambda: (_CSV + "1,2,3,4,5,6,7,8\n,\n").encode())
    yield Bad("huge_cell.csv", lambda: (_CSV + '41,"' + "污水" * 6_000_000 + '",x\n').encode(), big=True)
    yield Bad("columns_million.csv", lambda: (",".join(map(str, range(1_000_000))) + "\n" + _CSV).encode(), big=True)
    yield fails("columns_times_rows.csv", lambda: b"," * 200_000 + b"x\n" + b"y\n" * 200_000, "too_large", big=True)
    yield reads("no_delimiter.csv", lambda: ("整改" * 1000 + "\n").encode())
    yield reads("header_only.csv", lambda: "序号,反馈问题,整改时限\n".encode())
    yield reads("returns_in_cells.csv", lambda: '序号,问题\r\n1,"甲\r乙\n丙\u2028丁"\r\n'.encode())
    yield Bad("pdf_inside.csv", lambda: b"%PDF-1.4," + _CSV.encode())
    yield from damaged("list.csv", lambda: _CSV.encode("gb18030"), cuts=3, flips=4)


def jsonl() -> Iterator[Bad]:
    """JSONL files: bad lines fail alone."""
    yield fails("broken.jsonl", lambda: b"{broken\n" * 5, "damaged")
    yield fails("many_broken.jsonl", lambda: b"{\n" * 300_000, "damaged")
    yield fails("deep.jsonl", lambda: b'{"text": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", "damaged")
    yield fails("not_objects.jsonl", lambda: _jsonl([1], "1", "null", '"x"'), "damaged")
    yield fails("wrong_types.jsonl", lambda: _jsonl({"text": 1}, {"text": None}, {"text": [TEXT]}), "damaged")
    yield fails("empty_text.jsonl", lambda: _jsonl({"text": " "}), "empty")
    yield Bad("half_broken.jsonl", lambda: _jsonl(_RECORD, "{", _RECORD, {"id": 2}, _RECORD))
    yield Bad(
        "surrogates.jsonl", lambda: _jsonl('{"text": "' + TEXT + '\\ud800"}', '{"id": "\\udc00", "text": "x"}', _RECORD)
    )
    yield reads("odd_metadata.jsonl", lambda: _jsonl(_RECORD | {"metadata": [1], "id": {"a": 1}, "date": "2024-99-99"}))
    yield reads("long_id.jsonl", lambda: _jsonl(_RECORD | {"id": "x" * 200_000}, _RECORD | {"id": "a\n\x00b"}))
    yield reads("numbers.jsonl", lambda: _jsonl(_RECORD | {"id": 10**400} if False else _RECORD | {"id": 10**18}))
    yield Bad("huge_number.jsonl", lambda: b'{"id": ' + b"9" * 100_000 + b', "text": "x"}')
    yield reads("same_ids.jsonl", lambda: _jsonl(*[_RECORD] * 30))
    yield reads("blank_lines.jsonl", lambda: _jsonl("", _RECORD, "", "\r", _RECORD))
    yield Bad("cut.jsonl", lambda: _jsonl(_RECORD, _RECORD)[:-20])
    yield Bad("utf16.jsonl", lambda: _jsonl(_RECORD, _RECORD).decode().encode("utf-16"))
