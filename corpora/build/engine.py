"""Grow bulletins from families: a family is a text grammar of its own, not one template with slots.

A family's `body` is a list of lines. A line holds alternatives separated by ` ‖ `; inside an alternative `[a;b]` picks one
and `{slot}` is filled. Marks at a line's beginning: `?` the line may be left out, `#` it keeps a line of its own, `*` two to
five of its alternatives are listed with one kind of numbering.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from typing import Any

from slots import Slots

_CHOICE = re.compile(r"\[([^\[\]]*;[^\[\]]*)\]")
_SLOT = re.compile(r"\{([^{}]+)\}")
_HANZI = "一二三四五六七八九十"
_MARKERS = (
    tuple(f"{h}、" for h in _HANZI), tuple(f"({h})" for h in _HANZI), tuple(f"{n}." for n in range(1, 11)),
    tuple(f"{n}、" for n in range(1, 11)), ("——",) * 10, ("■ ",) * 10, tuple(f"{h}是" for h in _HANZI),
)  # fmt: skip


def fill(text: str, rng: random.Random, slots: Slots) -> str:
    """`text` with its choices made and its slots filled."""
    while _CHOICE.search(text):
        text = _CHOICE.sub(lambda m: rng.choice(m[1].split(";")), text)
    for _ in range(4):  # a slot's value may hold slots
        text, n = _SLOT.subn(lambda m: slots.get(m[1]), text)
        if not n:
            break
    return text


def body(lines: Sequence[str], rng: random.Random, slots: Slots) -> str:
    """The running text of one bulletin: optional lines dropped, alternatives picked, lists numbered, paragraphs joined."""
    paragraphs: list[str] = []
    glue = rng.random() < 0.6  # some sites run their sentences together, some break after each
    for line in lines:
        optional, own_line, listed = line.startswith("?"), line.startswith("#"), line.startswith("*")
        if optional and rng.random() < 0.45:
            continue
        options = [option.lstrip("?#*") for option in line.split(" ‖ ")]
        if listed:
            picked = rng.sample(options, min(len(options), rng.randint(2, 5)))
            marker = rng.choice(_MARKERS)
            items = [mark + fill(o, rng, slots) for mark, o in zip(marker, picked, strict=False)]
            paragraphs.append("".join(items) if marker[0].endswith("是") else "\n".join(items))
            continue
        sentence = fill(rng.choice(options), rng, slots)
        if own_line or not paragraphs or not glue or paragraphs[-1].startswith("\x00") or rng.random() < 0.3:
            paragraphs.append(("\x00" if own_line else "") + sentence)
        else:
            paragraphs[-1] += sentence
    return "\n".join(p.removeprefix("\x00") for p in paragraphs)


def bulletin(family: Mapping[str, Any], rng: random.Random, asides: Sequence[str]) -> tuple[str | None, str, Slots]:
    """(title or None, body, slots) of one bulletin of `family`; `asides` are sentences of other kinds of bulletin that a
    real page often carries along, and that must not mislead a classifier."""
    slots = Slots(rng, tuple(family.get("years", (2016, 2026))), family.get("level"))
    title = fill(rng.choice(family["title"]), rng, slots) if family.get("title") else None
    lines = list(family["body"])
    if asides and rng.random() < 0.25:
        lines.insert(rng.randint(max(1, len(lines) - 2), len(lines)), rng.choice(asides))
    return title, body(lines, rng, slots), slots
