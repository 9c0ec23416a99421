"""Grow bulletins from families: a family is a text grammar of its own, not one template with slots.

A family's `body` is a list of lines. A line holds alternatives separated by ` ‖ `; inside an alternative `[a;b]` picks one
and `{slot}` is filled. Marks at a line's beginning: `?` the line may be left out, `#` it keeps a line of its own, `*` two to
five of its alternatives are listed with one kind of numbering, `+4-9 ` one of its alternatives is repeated four to nine times,
each time filled anew; what stands before ` ⏎ ` is written once above. {序} and {号} are the number of the item, in figures
and in Chinese; items without them get one kind of numbering.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from typing import Any

from slots import Slots, hanzi

_CHOICE = re.compile(r"\[([^\[\]]*;[^\[\]]*)\]")
_SLOT = re.compile(r"\{([^{}]+)\}")
_REPEAT = re.compile(r"\+(\d+)-(\d+) ")
_MARKERS = ("{号}、", "({号})", "{序}.", "{序}、", "——", "■ ", "{号}是")
_MANY = _MARKERS[1:6]  # under headings 一、二、 and of longer items  # of the items of a list


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
        if repeat := _REPEAT.match(line):
            options[0] = options[0][repeat.end() :]
            paragraphs.append(
                "\x00" + _repeated(rng.choice(options), rng.randint(int(repeat[1]), int(repeat[2])), rng, slots)
            )
            continue
        if listed:
            paragraphs.append(
                _listed(rng.sample(options, min(len(options), rng.randint(2, 5))), rng.choice(_MARKERS), rng, slots)
            )
            continue
        sentence = fill(rng.choice(options), rng, slots)
        if own_line or not paragraphs or not glue or paragraphs[-1].startswith("\x00") or rng.random() < 0.3:
            paragraphs.append(("\x00" if own_line else "") + sentence)
        else:
            paragraphs[-1] += sentence
    return "\n".join(p.removeprefix("\x00") for p in paragraphs)


def _repeated(form: str, times: int, rng: random.Random, slots: Slots) -> str:
    """`form` as the rows of a table, or as the items of a list."""
    *above, form = form.split(" ⏎ ")
    return "\n".join([*above, _listed([form] * times, rng.choice(_MANY), rng, slots)])


def _listed(forms: Sequence[str], marker: str, rng: random.Random, slots: Slots) -> str:
    """`forms` filled and numbered with `marker`, unless they bring numbers of their own; those of 一是、二是 run on."""
    marker = "" if re.search("{[序号]}", forms[0]) else marker
    items = []
    for n, form in enumerate(forms, 1):
        slots.bound |= {"序": str(n), "号": hanzi(n)}
        items.append(fill(marker + form, rng, slots))
    return ("" if marker.endswith("是") else "\n").join(items)


def bulletin(family: Mapping[str, Any], rng: random.Random, asides: Sequence[str]) -> tuple[str | None, str, Slots]:
    """(title or None, body, slots) of one bulletin of `family`, which may be a whole `page`; `asides` are sentences of other kinds that a
    real page often carries along, and that must not mislead a classifier."""
    slots = Slots(rng, tuple(family.get("years", (2016, 2026))), family.get("level"))
    if "page" in family:
        return None, fill(family["page"], rng, slots), slots
    title = fill(rng.choice(family["title"]), rng, slots) if family.get("title") else None
    lines = list(family["body"])
    if asides and rng.random() < 0.25:
        lines.insert(rng.randint(max(1, len(lines) - 2), len(lines)), rng.choice(asides))
    return title, body(lines, rng, slots), slots
