"""What a party does in a bulletin, weighed once more: a linear model that puts a role of the rules right where it is sure.

The rules vote by the words around a name; where they are silent, a kind of body has its usual role in a kind of bulletin. The model
has learned from annotated parties how far to believe that, by name, neighbours and place. Bodies that a field of a task list names
(责任单位) are told by the field and stay as they are, as do those that a complaint blamed which proved untrue, and who gave others a
penalty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, pairwise
from typing import Final

from taizhang.classify.role_features import ROLE_FEATURES_VERSION, Page, role_columns
from taizhang.classify.weigher import Weigher, load_weigher
from taizhang.types import Draft, PartyMention
from taizhang.vocabulary import PARTY_ROLES, DocType, PartyRole

PARTY_ROLE: Final = "party_role"
FIRMER: Final = 2.0  # a role that words behind the name tell takes so many times the margin to be overruled


def with_sure_roles(drafts: Sequence[Draft], doc_types: Sequence[DocType | None]) -> list[Draft]:
    """The drafts, whose parties have their roles by the rules, with the roles put right of which the model is sure; its name is put
    behind the rule's id in all mentions of the party. A draft does not depend on its neighbours. Raises ModelError."""
    pages = [Page.of(d, doc_type) for d, doc_type in zip(drafts, doc_types, strict=True)]
    ruled = [role for page in pages for role in page.roles()]
    if not ruled:
        return list(drafts)
    weigher = role_weigher()
    firm = [firmness(page.mentions[places[0]]) for page in pages for places in page.parties.values()]
    said = weigher.sure(weigher.probabilities(*role_columns(pages)), ruled, firm)
    told = [
        {party: role for party, role in zip(page.parties, islice(said, len(page.parties)), strict=True) if role}
        for page in pages
    ]
    agreed = [_agreed(d, roles) if roles else roles for d, roles in zip(drafts, told, strict=True)]
    return [_told(d, roles, weigher.name) if roles else d for d, roles in zip(drafts, agreed, strict=True)]


def _agreed(draft: Draft, roles: dict[str, PartyRole]) -> dict[str, PartyRole]:
    """The roles that were put right, without those of bodies that share their words (雨湖区、岳塘区安委会) and would part ways."""
    apart = {
        body.party.party_id
        for pair in pairwise(draft.parties)
        if pair[0].end == pair[1].end and pair[0].role == pair[1].role
        if len({roles.get(body.party.party_id, body.role) for body in pair}) > 1
        for body in pair
    }
    return {party: role for party, role in roles.items() if party not in apart}


def firmness(mention: PartyMention) -> float:
    """How many times the margin it takes to overrule the role that the rules gave a party."""
    return FIRMER if mention.said else 1.0


def role_weigher() -> Weigher[PartyRole]:
    """The model of the project. Raises ModelError."""
    return load_weigher(PARTY_ROLE, ROLE_FEATURES_VERSION, PARTY_ROLES)


def _told(draft: Draft, roles: dict[str, PartyRole], name: str) -> Draft:
    """A draft with the roles of these parties, by their ids."""
    parties = (
        replace(m, role=roles[m.party.party_id], rule_id=f"{m.rule_id} {name}") if m.party.party_id in roles else m
        for m in draft.parties
    )
    return replace(draft, parties=tuple(parties))
