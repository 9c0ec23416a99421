"""Annotated parties, from which the model that puts roles of parties right learns: with the roles of rules that knew nothing of the
page, and with those of the rules as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from taizhang.annotation import bare_name
from taizhang.classify.party_role import PARTY_ROLE, firmness
from taizhang.classify.role_features import ROLE_FEATURES_VERSION, Page, role_columns
from taizhang.extract.parties import with_roles
from taizhang.training.card import party_role_card
from taizhang.training.corpus import Example
from taizhang.training.overrule import Cases, Gathered, overruling
from taizhang.training.recipe import Made, Settings
from taizhang.types import Draft
from taizhang.vocabulary import PartyRole


def acting_parties(examples: Sequence[Example], drafts: Sequence[Draft], first: bool = True) -> Cases:
    """The annotated parties of the examples that were found, but those that fields of task lists name; with their roles as first
    read, or as they are read now."""
    found = Gathered.empty()
    for example, d in zip(examples, drafts, strict=True):
        if not (example.parties and d.parties):
            continue
        read = with_roles(d, example.doc_type)
        page = Page.of(_as_first(read, example) if first else read, example.doc_type)
        columns, ends = role_columns([page])
        for i, name, role in _found(page, example):
            mention = page.mentions[page.parties[name][0]]
            found.add(example, columns[ends[i] : ends[i + 1]], role, mention.role, firmness(mention))
    return found.cases()


def _found(page: Page, example: Example) -> Iterator[tuple[int, str, PartyRole]]:
    """(its place among the parties of the page, its id, the annotated role) of each annotated party, once."""
    wanted = dict(example.parties)
    for i, (party, places) in enumerate(page.parties.items()):
        role = wanted.pop(bare_name(page.mentions[places[0]].party.name), None)
        if role:
            yield i, party, role


def acting_now(examples: Sequence[Example], drafts: Sequence[Draft]) -> Cases:
    """The parties of the examples that have a first reading, with their roles as they are read now."""
    again = [(e, d) for e, d in zip(examples, drafts, strict=True) if e.first_roles]
    return acting_parties([e for e, _ in again], [d for _, d in again], first=False)


def _as_first(draft: Draft, example: Example) -> Draft:
    """The draft with the roles of its parties as first read, where they were found then."""
    first = dict(example.first_roles)
    roles = [first.get(bare_name(m.party.name), m.role) for m in draft.parties]
    read = zip(draft.parties, roles, strict=True)
    return replace(draft, parties=tuple(replace(m, role=r, said=m.said and r == m.role) for m, r in read))


def party_role(known: Cases, now: Cases, how: Settings) -> Made:
    """The model, from the parties with their roles as first read (`known`), and as they are read `now`."""
    return overruling(PARTY_ROLE, ROLE_FEATURES_VERSION, party_role_card, known, [now], how)
