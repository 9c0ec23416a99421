"""What else tells the kind of a page: cue phrases by zone, the mentions extraction found, the shape of it all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from taizhang.rules import Dictionary, cached, load_pack
from taizhang.types import Draft
from taizhang.vocabulary import COUNT_STATUSES, DATE_ROLES

READ: Final = 2500  # characters of the body that are looked at: what follows says nothing new of the kind
LEAD: Final = 140  # characters behind the title that count as the lead
_ZONES: Final = ("title", "lead", "body")


def zones(draft: Draft) -> tuple[str, str]:
    """(title, body) of the restored text: the body ends after READ characters, its first LEAD ones are the lead."""
    start, end = draft.structure.body
    return draft.title or "", draft.text[start : min(end, start + READ)]


def shapes(drafts: Sequence[Draft], zoned: Sequence[tuple[str, str]]) -> npt.NDArray[np.int64]:
    """How often each of `shape_names` is there, drafts x names."""
    width = len(shape_names())
    found = [_found(draft, *zone) for draft, zone in zip(drafts, zoned, strict=True)]
    places = np.fromiter(chain.from_iterable(found), np.intp)
    rows = np.repeat(np.arange(len(found)), [len(places) for places in found])
    counted = np.bincount(rows * width + places, minlength=len(found) * width).reshape(len(found), width)
    counted[:, width - len(_OF_PAGE) :] = [_of_page(draft, *zone) for draft, zone in zip(drafts, zoned, strict=True)]
    return counted


def _found(draft: Draft, title: str, body: str) -> list[int]:
    """The places among the names of each cue and mention of a page."""
    cues, _ = _cues()
    statuses, roles = _places()
    found = [place for *_, (in_title, _, _) in cues.find(title) for place in in_title]
    for _, end, (_, in_lead, behind) in cues.find(body):
        found += in_lead if end <= LEAD else behind
    found += [statuses[count.status] for count in draft.counts]
    found += [roles[date.role] for date in draft.dates]
    return found


_OF_PAGE: Final = (
    "n:characters", "n:counts", "n:dates", "n:parties", "n:sections", "n:tables", "n:table_rows", "n:lines", "has:title",
)  # fmt: skip


def _of_page(draft: Draft, title: str, body: str) -> tuple[int, ...]:
    return (
        len(body) // 100, len(draft.counts), len(draft.dates), len(draft.parties), len(draft.structure.sections),
        len(draft.tables), sum([t.n_rows for t in draft.tables]), body.count("\n"), bool(title),
    )  # fmt: skip


@cached
def shape_names() -> tuple[str, ...]:
    """What `shapes` counts, in order."""
    cues = [f"{zone}:{name}" for zone in _ZONES for name in _cues()[1]]
    return (*cues, *(f"count:{s}" for s in COUNT_STATUSES), *(f"date:{r}" for r in DATE_ROLES), *_OF_PAGE)


@cached
def _places() -> tuple[dict[str, int], dict[str, int]]:
    """Where the statuses of counts and the roles of dates stand among the names."""
    at = {name: place for place, name in enumerate(shape_names())}
    return {s: at[f"count:{s}"] for s in COUNT_STATUSES}, {r: at[f"date:{r}"] for r in DATE_ROLES}


@cached
def _cues() -> tuple[Dictionary[tuple[tuple[int, ...], ...]], tuple[str, ...]]:
    """All cue phrases, each with the places of its cues in a title, in a lead (which is body as well) and behind it; and the names
    of the cues."""
    lexicons = load_pack("classify").lexicons
    groups = {**lexicons["cues"], **{f"domain.{k}": v for k, v in lexicons["domains"].items()}}
    n = len(groups)
    entries = {
        phrase: (numbers, (*(n + i for i in numbers), *(2 * n + i for i in numbers)), tuple(2 * n + i for i in numbers))
        for phrase, numbers in numbered(groups.values()).items()
    }
    return Dictionary(entries, everywhere=True), tuple(groups)


def numbered(groups: Iterable[Iterable[Any]], none: Iterable[Any] = ()) -> dict[str, tuple[int, ...]]:
    """The phrases of all groups, each with the numbers of the groups it is in; those of `none` are in no group."""
    members: dict[str, list[int]] = {str(phrase): [] for phrase in none}
    for number, phrases in enumerate(groups):
        for phrase in phrases:
            members.setdefault(str(phrase), []).append(number)
    return {phrase: tuple(numbers) for phrase, numbers in members.items()}
