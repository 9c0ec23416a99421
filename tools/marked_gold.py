"""Turn the .txt files of corpora/gold, bulletins annotated in a readable markup, into JSONL beside them.

    python tools/marked_gold.py

Marks: {d FROM~TO role|words}  {c VALUE[~VALUE_TO][@cmp] unit object status|words}  {p name kind role|words}. A party is listed once, at its
first mark. A mark whose fields end in "?" is unsure and will not be scored.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import opencc

GOLD = Path(__file__).parent.parent / "corpora" / "gold"
# Each set, and whether models learn from it: not from the newest.
TRAINING = (
    "marked", "fresh", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
    "twentysecond", "twentythird", "twentyfifth", "twentysixth", "twentyfirst", "twentyfourth", "twentyseventh", "twentyeighth",
    "twentyninth", "thirtieth", "thirtysecond", "thirtyfirst", "thirtythird", "thirtyfourth", "thirtyfifth", "thirtysixth",
    "thirtyseventh", "thirtyeighth", "thirtyninth", "fortieth", "fortyfirst", "fortysecond", "fortythird", "fortyfourth", "fortyfifth",
    "fortysixth", "fortyseventh", "fortyeighth", "fortyninth", "fiftieth", "fiftyfirst", "fiftysecond", "fiftythird",
)  # fmt: skip
NEWEST = ("fiftyfourth", "fiftyfifth")
SOURCES = dict.fromkeys(TRAINING, "train") | dict.fromkeys(NEWEST, "unseen")
TO_HANT = opencc.OpenCC("s2t")
MARK = re.compile(r"\{([dcp]) ([^|{}]*)\|([^{}]*)\}")


def bulletins(name: str) -> list[dict[str, Any]]:
    """All bulletins of the marked text corpora/gold/NAME.txt as gold documents of the annotation guide."""
    source = (GOLD / f"{name}.txt").read_text(encoding="utf-8")
    parts = re.split(r"^=== ", source, flags=re.MULTILINE)[1:]
    return [bulletin(part) | {"split": SOURCES[name]} for part in parts]


def bulletin(part: str) -> dict[str, Any]:
    """One bulletin: its head line, its marked text, and its tasks."""
    head, _, body = part.partition("\n")
    name, doc_type, domain, regions, published, year, title = (
        None if x == "-" else x for x in map(str.strip, head.split(" | "))
    )
    marked, _, tasks = body.partition("--- tasks\n")
    text, marks = unmark(marked.rstrip("\n"))
    gold = {
        "title": title, "published_on": published, "reference_year": int(year) if year else None, "doc_type": doc_type,
        "domain": domain, "regions": [dict(zip(("name", "adcode"), r.split(":"), strict=True)) for r in (regions or "").split(",") if r],
        "dates": marks["d"], "counts": marks["c"], "parties": first_of_each(marks["p"]),
        "tasks": [task(line) for line in tasks.splitlines() if line.strip()],
    }  # fmt: skip
    return {"id": name, "script": script(text), "truncated": False, "text": text, "gold": gold}


def script(text: str) -> str:
    """What the guide calls the script of a text: traditional with pinyin behind letters, traditional, or simplified."""
    if re.search(r"\([a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǜ]", text):
        return "hant_pinyin"
    han = re.sub(r"[^一-鿿]", "", text)
    kept = sum(a == b for a, b in zip(han, TO_HANT.convert(han), strict=True))
    return "hant" if kept > 0.97 * len(han) else "hans"


def unmark(marked: str) -> tuple[str, dict[str, list[dict[str, Any]]]]:
    """The text without its marks, and the marks by kind."""
    marks: dict[str, list[dict[str, Any]]] = {"d": [], "c": [], "p": []}
    spans: list[tuple[int, str, str]] = []
    text, at = "", 0
    for m in MARK.finditer(marked):
        text += marked[at : m.start()]
        spans.append((len(text), m[1] + " " + m[2], m[3]))
        text += m[3]
        at = m.end()
    text += marked[at:]
    for start, spec, words in spans:
        kind, _, fields = spec.partition(" ")
        mention = {"text": words, "n": occurrence(text, words, start)}
        unsure = {"unsure": True} if fields.endswith("?") else {}
        marks[kind].append(mention | {"d": date, "c": count, "p": party}[kind](fields.removesuffix("?")) | unsure)
    return text, marks


def occurrence(text: str, words: str, start: int) -> int:
    """Which occurrence of `words` in `text` stands at `start`, counted from 1, overlapping ones included."""
    n, at = 0, -1
    while at != start:
        at = text.index(words, at + 1)
        n += 1
    return n


def date(fields: str) -> dict[str, Any]:
    """`FROM~TO role`."""
    days, role = fields.split()
    start, end = days.split("~")
    return {"from": start or None, "to": end or None, "role": role}


def count(fields: str) -> dict[str, Any]:
    """`VALUE[~VALUE_TO][@cmp] unit object status`."""
    amount, unit, counted, status = fields.split()
    amount, _, comparator = amount.partition("@")
    value, _, value_to = amount.partition("~")
    return {
        "value": float(value), "value_to": float(value_to) if value_to else None, "cmp": comparator or "eq", "unit": unit,
        "object": counted, "status": status,
    }  # fmt: skip


def party(fields: str) -> dict[str, Any]:
    """`name kind role`."""
    return dict(zip(("name", "kind", "role"), fields.split(), strict=True))


def first_of_each(parties: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each party once, where it is first marked."""
    seen: Counter[str] = Counter()
    kept = []
    for mention in parties:
        seen[mention["name"]] += 1
        if seen[mention["name"]] == 1:
            kept.append({k: v for k, v in mention.items() if k != "n"})
    return kept


def task(line: str) -> dict[str, Any]:
    """`kind | no | title | status | from~to | lead;lead | responsible;… | category;…`."""
    kind, number, title, status, days, lead, responsible, category = (x.strip() for x in line.split("|"))
    start, end = days.split("~")
    return {
        "kind": kind, "no": None if number == "-" else number, "title": title, "status": status, "deadline_from": start or None,
        "deadline_to": end or None, "lead": _several(lead), "responsible": _several(responsible), "category": _several(category),
    }  # fmt: skip


def _several(words: str) -> list[str]:
    return [word for word in words.split(";") if word]


if __name__ == "__main__":
    for name in SOURCES:
        documents = bulletins(name)
        lines = "".join(json.dumps(d, ensure_ascii=False) + "\n" for d in documents)
        (GOLD / f"{name}.jsonl").write_text(lines, encoding="utf-8")
        sys.stdout.write(f"{name}: {len(documents)} bulletins\n")
