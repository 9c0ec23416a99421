"""What each party does in the bulletin: one role a party, the weightiest over all its mentions.

In: a draft and the kind of bulletin. Out: the draft, its mentions with their roles. Knowledge: `rules/party_roles.yml`; cells and
labelled fields of task lists bring their part with them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, Literal

from taizhang.extract.parties.votes import Reader
from taizhang.rules import compiled, load_pack, table, term
from taizhang.types import Draft, PartyMention
from taizhang.vocabulary import DOC_TYPES, PARTY_KINDS, PARTY_ROLES, DocType, PartyKind, PartyRole

_SAID = 2.0  # what words behind a name must weigh to tell a role
_OF_A_POST = compiled(r"[ \u3000]*(?:\p{Han}{0,8}[科股室队所站部处办])?(?:原|时任|分管|党[委组])?")
_DOC_TYPES: Final[tuple[DocType | Literal["any"], ...]] = (*DOC_TYPES, "any")
_Votes = dict[str, dict[PartyRole, float]]  # the weight of each role, by the id of the party
_Cues = dict[tuple[str, PartyRole], tuple[float, str]]  # weight and id of the weightiest cue, by party and role
_JOINED, _USUAL = "role.joined", "role.usual"  # where no cue beside the party itself tells its role


@table()
def _defaults() -> dict[DocType | Literal["any"], dict[PartyKind, PartyRole]]:
    """By kind of bulletin, then by kind of party."""
    where = "party_roles: lexicons.default"
    return {
        term(doc_type, _DOC_TYPES, where): {
            term(kind, PARTY_KINDS, where): term(role, PARTY_ROLES, where) for kind, role in roles.items()
        }
        for doc_type, roles in load_pack("party_roles").lexicons["default"].items()
    }


def with_roles(draft: Draft, doc_type: DocType | None) -> Draft:
    """The draft with each party's main role in it, the same in all its mentions, as parties act in such a bulletin; None
    stands for a bulletin of no known kind."""
    mentions = draft.parties
    if not mentions:
        return draft
    votes, said, cues = _cast(draft, doc_type or "other")
    _pool(draft.text, mentions, votes)
    roles = {pid: max(cast, key=lambda r: cast[r]) for pid, cast in votes.items() if cast}
    own = frozenset(roles)
    _inherit(draft.text, mentions, roles)
    placed: list[PartyMention] = []
    for m in mentions:
        party = m.party.party_id
        role = roles.get(party) or _default(m.party.kind, doc_type or "other")
        usual = _JOINED if party in roles else _USUAL  # what was pooled, or is told of the other
        rule = cues.get((party, role), (0.0, _JOINED))[1] if party in own else usual
        behind = said.get((party, role), 0.0) >= _SAID
        placed.append(
            PartyMention(
                m.start, m.end, m.text, m.party, role, m.rule_id, behind, role_rule=rule, confidence=m.confidence
            )
        )
    return replace(draft, parties=tuple(placed))


def _cast(draft: Draft, doc_type: DocType) -> tuple[_Votes, dict[tuple[str, PartyRole], float], _Cues]:
    """The weight of the votes for each role, by the id of the party; and by both that of those which words behind a name cast, and
    the weightiest cue."""
    reader = Reader(draft, doc_type)
    votes: _Votes = defaultdict(lambda: defaultdict(float))
    behind: dict[tuple[str, PartyRole], float] = defaultdict(float)
    cues: _Cues = {}
    seen: set[tuple[str, str]] = set()
    in_posts = _only_in_posts(draft.text, draft.parties)
    for i, mention in enumerate(draft.parties):
        party = mention.party.party_id
        for vote in reader.votes(i):
            if (party, vote.cue) in seen or (i in in_posts and vote.role == "penalised"):
                continue  # what is said again and again weighs no more
            seen.add((party, vote.cue))
            votes[party][vote.role] += vote.weight
            behind[party, vote.role] += vote.weight if vote.behind else 0.0
            if vote.weight > cues.get((party, vote.role), (0.0, ""))[0]:
                cues[party, vote.role] = vote.weight, vote.cue
    return votes, behind, cues


def _default(kind: PartyKind, doc_type: DocType) -> PartyRole:
    """What a party of that kind does where nothing tells it."""
    default = _defaults()
    return default.get(doc_type, {}).get(kind) or default["any"].get(kind, "mentioned")


def _pool(text: str, mentions: Sequence[PartyMention], votes: _Votes) -> None:
    """市委、市政府 answer for the same things: where a committee is joined to its government, what is said of either
    counts for both, so that the two do not part ways over one stray cue."""
    pairs = set()
    for one, other in pairwise(mentions):
        pair = (one.party.kind, other.party.kind) == (
            "party_committee",
            "government",
        ) and one.party.adcode == other.party.adcode
        if pair and text[one.end : other.start] in ("、", "和", "，", ",", ""):
            pairs.add((one.party.party_id, other.party.party_id))
    for one_id, other_id in sorted(pairs):
        pooled = {
            role: votes[one_id].get(role, 0.0) + votes[other_id].get(role, 0.0)
            for role in (*votes[one_id], *votes[other_id])
        }
        if pooled:
            votes[one_id] = votes[other_id] = pooled


def _only_in_posts(text: str, mentions: Sequence[PartyMention]) -> set[int]:
    """Places of the mentions that only say where a person holds a post (县应急管理局危化股股长李某), of bodies that are named
    elsewhere for themselves: there a penalty is the person's, while who speaks or reports does so for the body."""
    in_posts = {
        i
        for i, (body, person) in enumerate(pairwise(mentions))
        if person.party.kind == "person" != body.party.kind and _OF_A_POST.fullmatch(text, body.end, person.start)
    }
    elsewhere = {m.party.party_id for i, m in enumerate(mentions) if i not in in_posts}
    return {i for i in in_posts if mentions[i].party.party_id in elsewhere}


def _inherit(text: str, mentions: Sequence[PartyMention], roles: dict[str, PartyRole]) -> None:
    """市审计局|局长冒某: of a body and the person that holds a post in it, the one of whom nothing is told does what the
    other does."""
    for body, person in pairwise(mentions):
        if person.party.kind == "person" != body.party.kind and not text[body.end : person.start].strip(" \u3000"):
            one, other = body.party.party_id, person.party.party_id
            for known, unknown in ((one, other), (other, one)):
                if known in roles and not (unknown == one and body.party.kind == "party_committee"):  # 市委书记 speaks
                    roles.setdefault(unknown, roles[known])
