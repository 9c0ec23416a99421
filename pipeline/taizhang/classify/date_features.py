"""What the model of date roles looks at: what the rules said of a date and of its neighbours, how it is written and how long a stretch
it is, how far from the bulletin's own day, where it stands on the page, the characters beside it, and the words of the pack `counts`
in its sentence.

Training and inference share this module; the version changes when a column does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from taizhang.classify.hashing import Codes
from taizhang.classify.surroundings import Around, Columns, characters, numbers_of, u64, words
from taizhang.classify.weigher import Places
from taizhang.rules import compiled
from taizhang.types import DateMention, DateRange, Draft, Reference
from taizhang.vocabulary import DocType

DATE_FEATURES_VERSION: Final = 1

_DIGITS = compiled(r"[0-9０-９〇零○一二三四五六七八九十百]+")
_LENGTHS: Final = ((0, "day"), (9, "days"), (31, "month"), (199, "quarter"))  # the longest of each, in days
_AGES: Final = ((-1, "ahead"), (0, "same"), (7, "week"), (39, "month"), (399, "year"))  # days before the bulletin's own
_FOOT: Final = 60  # characters of a page that are its foot
_STEPS: Final = (-2, -1, 1, 2)  # the dates around one that are looked at


class Dated(NamedTuple):
    """A text, the dates in it, what they were resolved with, where its title ends, and the kind of bulletin it is."""

    text: str
    dates: Sequence[DateMention]
    known: Reference
    title_end: int
    doc_type: DocType | None

    @classmethod
    def of(cls, draft: Draft, doc_type: DocType | None) -> Dated:
        """The dates of a draft and the kind it was labelled with."""
        return cls(draft.text, draft.dates, draft.reference, (draft.structure.title or (0, 0))[1], doc_type)


def date_columns(bulletins: Sequence[Dated]) -> tuple[Places, Places]:
    """(columns, ends) of the dates of several texts, at least one in all: those of date i are `columns[ends[i]:ends[i + 1]]`.
    What a date gets does not depend on the other texts."""
    around = Around.of([b.text for b in bulletins], [[(d.start, d.end) for d in b.dates] for b in bulletins])
    known = numbers_of([row for bulletin in bulletins for row in _rows(bulletin)])
    out = Columns()
    _own(out, known)
    _neighbours(out, known, around)
    characters(out, around, around.sentence)
    _touching(out, known, around)
    words(out, around, known[:, :2])
    return out.ragged()


def ruled_by(date: DateMention) -> str:
    """The rule that gave a date its role, with the word that told it."""
    return date.rule_id.split(" ")[-1]


def _rows(page: Dated) -> list[tuple[str, ...]]:
    """Of each date, in this order: role, rule, kind of bulletin, length, age, both; the rule with its word, how the date is written, its
    place, and the other roles of equal days on the page (days that did not resolve are alike)."""
    own = page.known.published_on or page.known.date
    roles_of: dict[DateRange, dict[str, int]] = {}
    for date in page.dates:
        roles = roles_of.setdefault(date.value, {})
        roles[date.role] = roles.get(date.role, 0) + 1
    rows = []
    for i, date in enumerate(page.dates):
        rule, length, age = ruled_by(date), _length(date.value), _age(date.value, own)
        rows.append((date.role, rule.partition(":")[0], page.doc_type or "", length, age, length + age,
                     rule, _DIGITS.sub("0", date.text), *_place(page, i), _others(roles_of[date.value], date.role)))  # fmt: skip
    return rows


def _others(roles: Mapping[str, int], own: str) -> str:
    """The roles that equal days have, once the day itself is left out, in order."""
    return " ".join(sorted(role for role, often in roles.items() if often > (role == own)))


def _place(page: Dated, i: int) -> tuple[str, ...]:
    """Where a date stands: at which ends of a line, in which fifth, how many dates from the first and the last, in the title, at the foot."""
    date, text = page.dates[i], page.text
    begins = date.start == 0 or text[date.start - 1] == "\n"
    ends = text[date.end : date.end + 1] in ("", "\n")
    return (f"{begins}{ends}", f"{5 * date.start // len(text)}", f"{min(i, 3)}", f"{min(len(page.dates) - 1 - i, 3)}",
            f"{date.start < page.title_end}", f"{len(text) - date.end < _FOOT}")  # fmt: skip


def _length(value: DateRange) -> str:
    """How long a stretch is."""
    if value.start is None or value.end is None:
        return "open"
    return _first_within(_LENGTHS, (value.end - value.start).days) or "long"


def _age(value: DateRange, own: dt.date | None) -> str:
    """How long before the bulletin's own day a date ends."""
    if own is None or value.end is None:
        return "none"
    return _first_within(_AGES, (own - value.end).days) or "old"


def _first_within(names: Sequence[tuple[int, str]], days: int) -> str | None:
    for longest, name in names:
        if days <= longest:
            return name
    return None


def _own(out: Columns, known: Codes) -> None:
    """What is known of the date itself: each alone, with the role, and some with the kind of bulletin."""
    n, width = known.shape
    which = np.arange(width, dtype=np.uint64)
    everywhere = np.ones((n, width), dtype=bool)
    role, kind = known[:, :1], known[:, 2:3]
    out.add((known, which), everywhere)
    out.add((role, known[:, 1:], which[1:]), everywhere[:, 1:])
    out.add((kind, known[:, [0, 1, 3, 4, 5, 7]], which[:6]), everywhere[:, :6])
    out.add((kind, role, known[:, [3, 4, 5, 10]], which[:4]), everywhere[:, :4])


def _neighbours(out: Columns, known: Codes, around: Around) -> None:
    """What was said of the two dates before and behind, and whether they share the sentence."""
    other, there, same = around.others(_STEPS)
    which = u64(len(_STEPS) * same + np.arange(len(_STEPS)))
    theirs = known[other, 0]
    out.add((theirs, which), there)
    out.add((theirs, which, known[:, :1]), there)


def _touching(out: Columns, known: Codes, around: Around) -> None:
    """The two characters on either side of the date, within its sentence and the marks that end it, with its role."""
    opened, closed = around.sentence
    mark = np.uint64(ord("\n"))
    padded = np.concatenate((around.codes, [mark, mark]))
    there = np.ones((len(known), 1), dtype=bool)
    for place in (around.start - 2, around.end):
        pair = (np.where((p >= opened - 1) & (p <= closed), padded[p], mark) for p in (place, place + 1))
        out.add((*pair, known[:, :1]), there)
