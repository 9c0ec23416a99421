"""What each party does in the bulletin: one role a party, the weightiest over all its mentions.

In: a draft and the kind of bulletin. Out: the draft, its mentions with their roles. Knowledge: `rules/party_roles.yml`; a field's label reaches to
the end of its line; cells and labelled fields of task lists bring their part with them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from taizhang.rules import cached, load_pack
from taizhang.rules.load import fill
from taizhang.types import Draft, PartyMention

_LABEL_WEIGHT = 8.0
_JOINED_AT_MOST = 20  # names in one list that a cue is passed along
_LEFT_WINDOW, _RIGHT_WINDOW = 10, 60
_COLON = regex.compile(r"[:：]")
_PART = {
    "lead": "lead", "responsible": "responsible", "cooperating": "responsible", "supervisor": "supervisor",
    "acceptance": "supervisor", "accountable": "penalised",
}  # fmt: skip
_SIGNATURE_REST = regex.compile(
    r"[ \t　]*(?:\n[ \t　]*(?:(?:19|20)\d\d|二[○〇O零]).{0,14}|\d{4}年\d{1,2}月\d{1,2}日)?\s*(?=\n|$)"
)
_JOINED_NAMES = regex.compile(r"(?:[、,，和及与]|等)")


@dataclass(frozen=True, slots=True)
class _Cue:
    id: str
    pattern: regex.Pattern[str]
    needs_right: regex.Pattern[str] | None
    role: str
    weight: float
    kinds: frozenset[str] | None
    not_kinds: frozenset[str]
    name: regex.Pattern[str] | None
    doc_types: frozenset[str] | None
    not_doc_types: frozenset[str]

    def concerns(self, kind: str, doc_type: str) -> bool:
        """Whether the cue is one for such a party in such a bulletin."""
        if (self.kinds is not None and kind not in self.kinds) or kind in self.not_kinds:
            return False
        return (self.doc_types is None or doc_type in self.doc_types) and doc_type not in self.not_doc_types


@cached
def _cues_for(side: str, kind: str, doc_type: str) -> tuple[_Cue, ...]:
    """The cues on a side of a party of that kind, in order."""
    return tuple(cue for cue in _cues(side) if cue.concerns(kind, doc_type))


@cached
def _cues(side: str) -> tuple[_Cue, ...]:
    import yaml

    from taizhang.rules.load import BUILT_IN

    pack = load_pack("party_roles")
    pieces = yaml.safe_load((BUILT_IN / "party_roles.yml").read_text(encoding="utf-8"))["pieces"]
    out = []
    for rule in pack.rules:
        y = rule.yields
        if y.get("side") != side:
            continue
        pattern = regex.compile(("(?r)" if side == "left" else "") + rule.pattern.removesuffix("$"))
        needs = y.get("needs_right")
        out.append(_Cue(rule.id, pattern, regex.compile(fill(needs, pieces)) if needs else None, y["role"], float(y["weight"]),
                        frozenset(y["kinds"]) if "kinds" in y else None, frozenset(y.get("not_kinds", ())),
                        regex.compile(y["name"]) if "name" in y else None,
                        frozenset(y["doc_types"]) if "doc_types" in y else None, frozenset(y.get("not_doc_types", ()))))  # fmt: skip
    return tuple(out)


@cached
def _labels() -> tuple[regex.Pattern[str], dict[str, str]]:
    roles = {label: role for role, labels in load_pack("party_roles").lexicons["labels"].items() for label in labels}
    words = "|".join(sorted(roles, key=len, reverse=True))
    return regex.compile(
        rf"(?<!\p{{Han}}(?!{words}))(?P<label>{words})(?P<open>[^\S\n]*[:：]|[^\S\n]*(?:为|是)|[】\]]|\n)"
    ), roles


@cached
def _defaults() -> dict[str, dict[str, str]]:
    return dict(load_pack("party_roles").lexicons["default"])


@cached
def _said_behind() -> regex.Pattern[str]:
    """甲（牵头）, 乙负责督导: what a field says of one of its bodies, a group for each role."""
    said = load_pack("party_roles").lexicons["said_behind"]
    groups = "|".join(f"(?P<{role}>{'|'.join(words)})" for role, words in said.items())
    return regex.compile(rf"[ \u3000]?[（(]?(?:负责)?(?:{groups})")


def with_roles(draft: Draft, doc_type: str | None) -> Draft:
    """The draft with each party's main role in it, the same in all its mentions, as parties act in such a bulletin; None
    stands for a bulletin of no known kind."""
    mentions = draft.parties
    if not mentions:
        return draft
    reader = _Reader(draft, doc_type or "other")
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for i, mention in enumerate(mentions):
        for role, weight in reader.cues(i, mention):
            votes[mention.party.party_id][role] += weight
    _pool(draft.text, mentions, votes)
    roles = {pid: max(cast, key=lambda r: cast[r]) for pid, cast in votes.items() if cast}
    known = [roles.get(m.party.party_id) or _default(m.party.kind, doc_type or "other") for m in mentions]
    return replace(draft, parties=tuple(replace(m, role=role) for m, role in zip(mentions, known, strict=True)))


def _default(kind: str, doc_type: str) -> str:
    """What a party of that kind does where nothing tells it."""
    default = _defaults()
    return default.get(doc_type, {}).get(kind) or default["any"].get(kind, "mentioned")


def _pool(text: str, mentions: Sequence[PartyMention], votes: dict[str, dict[str, float]]) -> None:
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


class _Reader:
    def __init__(self, draft: Draft, doc_type: str) -> None:
        text, structure, fields = draft.text, draft.structure, draft.party_fields
        self.text, self.mentions, self.fields, self.doc_type = text, draft.parties, fields, doc_type
        self.field_starts = [f.start for f in fields]
        self.sentence_starts = [s for s, _ in structure.sentences]
        self.sentence_ends = [e for _, e in structure.sentences]
        self.label_ends: list[int] = []
        self.label_roles: list[str] = []
        pattern, roles = _labels()
        for m in pattern.finditer(text):
            self.label_ends.append(m.end())
            self.label_roles.append(roles[m["label"]])

    def cues(self, i: int, mention: PartyMention) -> list[tuple[str, float]]:
        """(role, weight) votes of one mention."""
        kind = mention.party.kind
        if kind == "inspection_team":
            return [("inspector", 9.0)]
        labelled = self._label(mention) or self._field(mention)
        if labelled:
            return [(labelled, _LABEL_WEIGHT)]
        if kind != "person" and kind != "enterprise" and self._signs(mention):
            return [("publisher", 6.0)]
        start, end = mention.start, mention.end
        s = bisect_right(self.sentence_starts, start) - 1
        stop = min(max(self.sentence_ends[s], end) if s >= 0 else len(self.text), end + _RIGHT_WINDOW)
        opening = self.sentence_starts[s] if s >= 0 else 0
        behind, before = self._past_joined(i, stop), self._before_joined(i, opening)
        floor, name = max(before - _LEFT_WINDOW, opening), mention.party.name
        out = []
        for cue in _cues_for("left", kind, self.doc_type):
            if (
                cue.pattern.match(self.text, floor, before)
                and (cue.name is None or cue.name.search(name))
                and (cue.needs_right is None or cue.needs_right.match(self.text, behind, stop))
            ):
                out.append((cue.role, cue.weight))
        for cue in _cues_for("right", kind, self.doc_type):
            if (cue.name is None or cue.name.search(name)) and cue.pattern.match(self.text, behind, stop):
                out.append((cue.role, cue.weight))
        return out

    def _past_joined(self, i: int, stop: int) -> int:
        """Behind the names joined to this one: A、B和C牵头 says it of all three."""
        end = self.mentions[i].end
        for j in range(i + 1, min(i + _JOINED_AT_MOST, len(self.mentions))):
            following = self.mentions[j]
            if following.start > end + 1 or following.end > stop:
                break
            if following.start == end + 1 and not _JOINED_NAMES.match(self.text, end):
                break
            if following.start <= end and following.party.kind == "person":  # a body and its head, not two bodies
                break
            end = max(end, following.end)
        return end

    def _before_joined(self, i: int, floor: int) -> int:
        start, person = self.mentions[i].start, self.mentions[i].party.kind == "person"
        for j in range(i - 1, max(i - _JOINED_AT_MOST, -1), -1):
            previous = self.mentions[j]
            if previous.end < start - 1 or previous.start < floor or (person and previous.end == start):
                break
            if previous.end == start - 1 and not _JOINED_NAMES.match(self.text, previous.end):
                break
            start = min(start, previous.start)
        return start

    def _label(self, mention: PartyMention) -> str | None:
        at = bisect_right(self.label_ends, mention.start) - 1
        if at < 0:
            return None
        end = self.label_ends[at]
        if mention.start - end > 160 or self.text.find("。", end, mention.start) >= 0:
            return None
        if _COLON.search(self.text, end, mention.start):  # the field ended, another begins
            return None
        newline = self.text.find("\n", end, mention.start)
        return None if newline >= 0 and self.text[end:newline].strip() else self.label_roles[at]

    def _field(self, mention: PartyMention) -> str | None:
        """The role of a body that a cell or labelled field names, unless what stands behind the name says another."""
        at = bisect_right(self.field_starts, mention.start) - 1
        if at < 0 or mention.end > self.fields[at].end:
            return None
        said = _said_behind().match(self.text, mention.end, self.fields[at].end)
        return said.lastgroup if said else _PART[self.fields[at].part]

    def _signs(self, mention: PartyMention) -> bool:
        """Alone on its line, and near the end of the text or above a day."""
        text, start = self.text, mention.start
        line = text.rfind("\n", max(start - 6, 0), start) + 1 or max(start - 6, 0)
        if start - line > 3 or text[line:start].strip(" \t　中共"):
            return False
        rest = _SIGNATURE_REST.match(text, mention.end)
        return rest is not None and (rest.end() - mention.end > 4 or len(text) - mention.end < 120)
