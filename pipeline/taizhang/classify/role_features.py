"""What the model of party roles looks at: what the rules said of a party and of its neighbours, its kind and name, where it stands on
the page, the characters beside its mentions, and the words of the pack `counts` around them.

A feature is a short string, hashed to a column, or a column of `surroundings`. Training and inference share this module; the version changes
when a feature does.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Final, Literal

import numpy as np

from taizhang.classify.hashing import name_hash
from taizhang.classify.surroundings import Around, Columns, numbers_of, words
from taizhang.classify.weigher import COLUMNS, Places
from taizhang.extract.places.gazetteer import within
from taizhang.rules import compiled, remembered
from taizhang.types import Draft, PartyMention
from taizhang.vocabulary import DocType, PartyRole

ROLE_FEATURES_VERSION: Final = 3

# Rules that nothing outweighs: of whom a complaint blamed that proved untrue, of who gave others a penalty, and who looked into the case.
_SETTLED: Final = frozenset(
    {
        "role.cleared",
        "role.decides_a_penalty",
        "role.gives_a_penalty",
        "role.joins_the_inquiry",
        "role.approves_the_inquiry",
    }
)
_MENTIONS: Final = 8  # of a party that are looked at
_WORDED: Final = 4  # of these, whose words are looked at
_AHEAD: Final = 18  # characters behind a mention that are looked at, of its own clause
_FOOT: Final = 60  # characters of a page that are its foot
_LONG: Final = 300  # characters of a page that has head and foot
_WIDE: Final = tuple(zip(",:;()?!", "，：；（）？！", strict=True))
_JOINT: Final = 3  # what stands between two joined names is shorter
_SENTENCE_END = compiled(r"[。；;\n]")
_hash = remembered(name_hash)


@dataclass(frozen=True, slots=True)
class Page:
    """A draft whose parties have roles, as the model looks at it, its text also as `printed`; `parties` are the places of the mentions of
    each, by its id."""

    text: str
    printed: str
    doc_type: DocType | Literal["none"]
    title: tuple[int, int]
    regions: tuple[str, ...]
    mentions: Sequence[PartyMention]
    parties: dict[str, list[int]]
    said: tuple[str, ...]  # the roles that parties of the page have

    @classmethod
    def of(cls, draft: Draft, doc_type: DocType | None) -> Page:
        """The page of a draft and the kind it was labelled with."""
        parties: dict[str, list[int]] = {}
        for i, mention in enumerate(draft.parties):
            parties.setdefault(mention.party.party_id, []).append(i)
        for party in settled(draft):
            parties.pop(party, None)
        regions = tuple(r.adcode for r in draft.regions if r.adcode)
        said = tuple(f"has{role}" for role in sorted({m.role for m in draft.parties}))
        title = draft.structure.title or (0, 0)
        return cls(_wide(draft.text), draft.text, doc_type or "none", title, regions, draft.parties, parties, said)

    def roles(self) -> list[PartyRole]:
        """What the rules said of each party."""
        return [self.mentions[places[0]].role for places in self.parties.values()]


def _wide(text: str) -> str:
    """A text with marks of one width, so that it does not matter which is printed."""
    for narrow, wide in _WIDE:
        text = text.replace(narrow, wide)
    return text


def settled(draft: Draft) -> set[str]:
    """The ids of the parties whose role is none to weigh: that a cell or labelled field of a task list names, whom the text
    clears of what was said of them, who gave others a penalty, and who looked into the case."""
    starts = [field.start for field in draft.party_fields]
    inside = ((m, bisect_right(starts, m.start) - 1) for m in draft.parties)
    named = {m.party.party_id for m, at in inside if at >= 0 and m.end <= draft.party_fields[at].end}
    return named | {m.party.party_id for m in draft.parties if m.role_rule in _SETTLED}


def role_columns(pages: Sequence[Page]) -> tuple[Places, Places]:
    """(columns, ends) of the parties of several pages: those of party i are `columns[ends[i]:ends[i + 1]]`. What a party gets does
    not depend on other pages."""
    each = [features(page, places) for page in pages for places in page.parties.values()]
    hashed = np.array(list(map(_hash, chain.from_iterable(each))), dtype=np.intp) & COLUMNS - 1
    owner = np.repeat(np.arange(len(each)), list(map(len, each)))
    found = np.sort(np.concatenate((owner * COLUMNS + hashed, _words(pages))))
    found = found[np.append(True, found[1:] != found[:-1])]  # of several mentions, each once
    return found % COLUMNS, np.searchsorted(found, np.arange(len(each) + 1) * COLUMNS)


def _words(pages: Sequence[Page]) -> Places:
    """The columns of the words around the first mentions of each party, COLUMNS times the party's number added to each. They are the same
    whichever width of marks is printed, and the other models have asked for the words of the text as it is."""
    around = Around.of([page.printed for page in pages], [[(m.start, m.end) for m in page.mentions] for page in pages])
    out = Columns()
    words(out, around, numbers_of([(m.role, m.role_rule or "") for page in pages for m in page.mentions]))
    columns, ends = out.ragged()
    before = accumulate((len(page.mentions) for page in pages), initial=0)
    parties = ((first, places) for page, first in zip(pages, before, strict=False) for places in page.parties.values())
    looked_at = [(party, first + i) for party, (first, places) in enumerate(parties) for i in places[:_WORDED]]
    return np.concatenate([party * COLUMNS + columns[ends[i] : ends[i + 1]] for party, i in looked_at])


def features(page: Page, places: Sequence[int]) -> list[str]:
    """The features of the party whose mentions stand at these places of the page."""
    beside = dict.fromkeys(_neighbours(page, places) + _characters(page, places))  # of several mentions, each once
    return [*_itself(page, page.mentions[places[0]]), *_place(page, places), *beside]


def _itself(page: Page, first: PartyMention) -> list[str]:
    """What is known of the party: each alone, and together."""
    party, name = first.party, first.party.name
    where = _relation(party.adcode, page.regions)
    found = [
        *_alike(first.role, party.kind, page.doc_type, where, party.level),
        f"e{name[-1:]}",
        f"e{name[-2:]}",
        f"e{name[-3:]}",
    ]
    return [*found, f"p{first.text[:6]}"] if party.kind == "person" else found


@remembered
def _alike(role: PartyRole, kind: str, doc_type: str, where: str, level: str) -> tuple[str, ...]:
    """What parties of such a role and kind have in common."""
    return (
        f"r{role}", f"k{kind}", f"d{doc_type}", f"w{where}", f"rk{role}|{kind}", f"rd{role}|{doc_type}", f"kd{kind}|{doc_type}",
        f"rkd{role}|{kind}|{doc_type}", f"wk{where}|{kind}", f"wr{where}|{role}", f"wkd{where}|{kind}|{doc_type}", f"l{level}|{kind}",
    )  # fmt: skip


def _relation(code: str | None, regions: Sequence[str]) -> str:
    """Whether a body's division is that of the bulletin, above it, in it, or another."""
    if code is None:
        return "none"
    for region in regions:
        if code == region:
            return "own"
        if within(region, code):
            return "above"
        if within(code, region):
            return "below"
    return "other"


def _place(page: Page, places: Sequence[int]) -> list[str]:
    """How often the party is named, where on the page, and what roles there are on it."""
    first, last, often = page.mentions[places[0]], page.mentions[places[-1]], len(places)
    role, kind, length = first.role, first.party.kind, max(len(page.text), 1)
    found = [f"n{min(often, 5)}", f"nr{min(often, 4)}|{role}"]
    if page.title[0] <= first.start < page.title[1]:
        found += ("t", f"t{role}", f"t{kind}|{page.doc_type}")
    if length >= _LONG:
        found += (f"a{5 * first.start // length}", f"z{5 * last.start // length}")
        if length - last.end < _FOOT:
            found += ("f", f"f{kind}")
    return [*found, *page.said]


def _neighbours(page: Page, places: Sequence[int]) -> list[str]:
    """What was said of the parties named before and behind, and what joins them."""
    mentions = page.mentions
    found: list[str] = []
    party = mentions[places[0]].party.party_id
    for i in places[:_MENTIONS]:
        own = mentions[i]
        for j in (i - 1, i + 1):
            if not 0 <= j < len(mentions) or (other := mentions[j]).party.party_id == party:
                continue
            side = "<" if j < i else ">"
            found += (f"o{side}{other.role}|{other.party.kind}", f"or{side}{other.role}|{own.role}")
            gap = page.text[other.end : own.start] if j < i else page.text[own.end : other.start]
            if len(gap) < _JOINT:
                found.append(f"j{side}{gap}|{other.role}")
    return found


def _characters(page: Page, places: Sequence[int]) -> list[str]:
    """The characters that touch the mentions, and those behind them in the same clause."""
    text, found = page.text, []
    for i in places[:_MENTIONS]:
        start, end = page.mentions[i].start, page.mentions[i].end
        before = _SENTENCE_END.split(text[max(0, start - 3) : start])[-1]
        stop = _SENTENCE_END.search(text, end, end + _AHEAD)
        behind = text[end : stop.start() if stop else end + _AHEAD]
        found += [f"b{before[-n:]}" for n in (2, 3) if len(before) >= n]
        found += (f"h1{behind[:1]}", f"h2{behind[:2]}", f"h3{behind[:3]}")
        found += [f"c{behind[at : at + 2]}" for at in range(len(behind) - 1)]
        found += [f"c{behind[at : at + 3]}" for at in range(len(behind) - 2)]
    return found
