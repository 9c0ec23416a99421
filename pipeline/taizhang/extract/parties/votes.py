"""What the text says of the part a mention plays: the votes of the cues beside its name, of its label or field, of its signature.

Knowledge: `rules/party_roles.yml`; a field's label reaches to the end of its line.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import regex

from taizhang.extract.parties.cues import Cue, cues_before, cues_for, needs_behind
from taizhang.extract.places.gazetteer import within
from taizhang.rules import compiled, table, words_by_term
from taizhang.rules.first import sought
from taizhang.rules.needed import one_within
from taizhang.types import Draft, PartyMention
from taizhang.vocabulary import PARTY_ROLES, AssignmentRole, DocType, PartyKind, PartyRole

_LABEL_WEIGHT = 8.0
_BLAMING: Final[tuple[DocType, ...]] = ("accountability", "case_report")
_JOINED_AT_MOST = 20  # names in one list that a cue is passed along
_LEFT_WINDOW, _RIGHT_WINDOW = 24, 60
_BEYOND = 100  # characters behind a name in which a letter begins to speak to it
_ACTED_ON = compiled(r"(?r)[向对给与]")
_COLON = compiled(r"[:：]")
_PART: Final[Mapping[AssignmentRole, PartyRole]] = {
    "lead": "lead", "responsible": "responsible", "cooperating": "responsible", "supervisor": "supervisor",
    "acceptance": "supervisor", "accountable": "penalised",
}  # fmt: skip
_SIGNATURE_REST = compiled(
    r"[ \t　]*(?:\n[ \t　]*(?:(?:19|20)\d\d|二[○〇O零]).{0,14}|\d{4}年\d{1,2}月\d{1,2}日)?\s*(?=\n|$)"
)
_FIGURE_BELOW = compiled(r"\s*\n[ \t　]*\d{1,6}(?:\.\d+)?[ \t　]*(?=\n|$)")
_HEAD = 300  # the head of a page ends here
_DAY_ALONE = compiled(r"[ \u3000\t(（]*(?:19|20)\d\d[年\-./]\d{1,2}[月\-./]\d{1,2}日?[ \u3000\d:：时分)）]*")
_JOINED_NAMES = compiled(r"(?:[、,，和及与]|等)")


class Vote(NamedTuple):
    """A sign of a role. `behind`: the words behind the name say it."""

    cue: str
    role: PartyRole
    weight: float
    behind: bool = False


@table()
def _labels() -> tuple[regex.Pattern[str], dict[str, PartyRole]]:
    said = words_by_term("party_roles", "labels", PARTY_ROLES)
    roles = {label: role for role, labels in said.items() for label in labels}
    words = "|".join(sorted(roles, key=len, reverse=True))
    pattern = rf"(?<!\p{{Han}}(?!{words}))(?P<label>{words})(?P<open>[^\S\n]*[:：]|(?<=发布机构|发布单位|发文机关|发文单位|制发机关)[^\S\n]+|(?<=单位|部门|主体|机关|机构|领导|来源|对象)(?:[^\S\n]*(?:为|是)|\n)|[】\]])"
    return compiled(sought(pattern)), roles


@table()
def _said_behind() -> tuple[regex.Pattern[str], dict[str, PartyRole]]:
    """甲（牵头）, 乙负责督导: what a field says of one of its bodies, a group for each role; and the roles by their groups."""
    said = words_by_term("party_roles", "said_behind", PARTY_ROLES)
    groups = "|".join(f"(?P<{role}>{'|'.join(words)})" for role, words in said.items())
    return compiled(rf"[ \u3000]?[（(]?(?:负责)?(?:{groups})(?!单位|部门|主体|责任|情况|时限|意见|结[果论])"), {
        role: role for role in said
    }


class Reader:
    """The signs of roles in one draft, in such a kind of bulletin."""

    def __init__(self, draft: Draft, doc_type: DocType) -> None:
        text, structure, fields = draft.text, draft.structure, draft.party_fields
        self.text, self.mentions, self.fields, self.doc_type = text, draft.parties, fields, doc_type
        self.title = structure.title or (0, 0)
        self.regions = [r.adcode for r in draft.regions if r.adcode]
        self.field_starts = [f.start for f in fields]
        self.sentence_starts = [s for s, _ in structure.sentences]
        self.sentence_ends = [e for _, e in structure.sentences]
        self.label_ends: list[int] = []
        self.label_roles: list[PartyRole] = []
        self.label_of_person: list[bool] = []
        self._ends = needs_behind().ends(text)
        self._behind: dict[PartyKind, list[tuple[Cue, Sequence[int]]]] = {}
        pattern, roles = _labels()
        for m in pattern.finditer(text):
            self.label_ends.append(m.end())
            self.label_roles.append(roles[m["label"]])
            self.label_of_person.append(m["label"].endswith(("人", "领导")) and roles[m["label"]] != "publisher")

    def votes(self, i: int) -> list[Vote]:
        """The votes on the role of the mention at that place of the draft's list."""
        mention = self.mentions[i]
        kind = mention.party.kind
        if kind == "inspection_team":
            return [Vote("role.team", "inspector", 9.0)]
        labelled = self._field(mention) or self._label(mention)
        blamed = kind == "person" and self.doc_type in _BLAMING  # 责任人：张某，警告处分
        if labelled and not blamed and (labelled, kind) != ("publisher", "enterprise"):  # 噪声来源：某汽修厂
            return [Vote(f"role.label.{labelled}", labelled, _LABEL_WEIGHT)]
        return [
            Vote(cue.id, cue.role, cue.weight, cue.behind) for cue in (*self._told(i, mention), *self._signed(mention))
        ]

    def _told(self, i: int, mention: PartyMention) -> Iterator[Cue]:
        """The cues before and behind a mention, or behind those joined to it."""
        start, end, kind, name = mention.start, mention.end, mention.party.kind, mention.party.name
        s = bisect_right(self.sentence_starts, start) - 1
        stop = min(max(self.sentence_ends[s], end) if s >= 0 else len(self.text), end + _RIGHT_WINDOW)
        opening = self.sentence_starts[s] if s >= 0 else 0
        behind, before = self._past_joined(i, stop), self._before_joined(i, opening)
        floor = max(before - _LEFT_WINDOW, opening)
        for cue in cues_before(kind, self.doc_type, self.text[before - 1 : before]):
            if (
                cue.pattern.match(self.text, floor, before)
                and (cue.needs_right is None or cue.needs_right.match(self.text, behind, stop))
                and cue.means(name, mention.text)
                and self._stands(mention, cue.place)
            ):
                yield cue
        acted_on = _ACTED_ON.match(self.text, floor, before) is not None
        for cue, ends in self._cues_behind(kind):
            last = behind + _BEYOND if cue.beyond else stop
            if (
                (not ends or one_within(ends, behind, last))
                and not (cue.agent and acted_on)
                and cue.means(name, mention.text)
                and cue.pattern.match(self.text, behind, last)
                and self._stands(mention, cue.place)
            ):
                yield cue

    def _cues_behind(self, kind: PartyKind) -> list[tuple[Cue, Sequence[int]]]:
        """The cues that may stand behind such a party in this text: each with where the words it needs end, none where it needs none."""
        if (found := self._behind.get(kind)) is None:
            widths, ends = needs_behind().widths, self._ends
            cues = cues_for("right", kind, self.doc_type)
            found = [(c, ends[c.number] if widths[c.number] else ()) for c in cues]
            found = self._behind[kind] = [(cue, at) for cue, at in found if not at or len(at) > 1]
        return found

    def _stands(self, mention: PartyMention, place: str | None) -> bool:
        """Whether a mention stands where a cue wants it: in the title, or its body in or above the bulletin's region."""
        if place is None:
            return True
        if place == "title":
            return self.title[0] <= mention.start < self.title[1]
        code = mention.party.adcode
        if code is None:
            return False
        return code in self.regions if place == "own" else any(code != c and within(c, code) for c in self.regions)

    def _past_joined(self, i: int, stop: int) -> int:
        """Behind the names joined to this one: A、B和C牵头 says it of all three."""
        end, person = self.mentions[i].end, self.mentions[i].party.kind == "person"
        for j in range(i + 1, min(i + _JOINED_AT_MOST, len(self.mentions))):
            following = self.mentions[j]
            if following.start > end + 1 or following.end > stop:
                break
            if following.start == end + 1 and not _JOINED_NAMES.match(self.text, end):
                break
            if (following.party.kind == "person") != person:  # a body and its head, not two bodies
                break
            end = max(end, following.end)
        return end

    def _before_joined(self, i: int, floor: int) -> int:
        start, person = self.mentions[i].start, self.mentions[i].party.kind == "person"
        for j in range(i - 1, max(i - _JOINED_AT_MOST, -1), -1):
            previous = self.mentions[j]
            if previous.end < start - 1 or previous.start < floor or (previous.party.kind == "person") != person:
                break
            if previous.end == start - 1 and not _JOINED_NAMES.match(self.text, previous.end):
                break
            start = min(start, previous.start)
        return start

    def _label(self, mention: PartyMention) -> PartyRole | None:
        at = bisect_right(self.label_ends, mention.end) - 1  # the label may be read as the post: 责任人：张某
        if at < 0 or (self.label_of_person[at] and mention.party.kind != "person"):
            return None
        end = self.label_ends[at]
        if mention.start - end > 160 or self.text.find("。", end, mention.start) >= 0:
            return None
        if _COLON.search(self.text, end, mention.start):  # the field ended, another begins
            return None
        newline = self.text.find("\n", end, mention.start)
        if newline >= 0 and (self.text[end:newline].strip() or self._in_prose(mention)):
            return None
        return self.label_roles[at]

    def _in_prose(self, mention: PartyMention) -> bool:
        """Whether a mention stands in a sentence: an empty label (来源:) above it says nothing of it."""
        line_end = self.text.find("\n", mention.end)
        return self.text.find("。", mention.end, line_end if line_end >= 0 else len(self.text)) >= 0

    def _field(self, mention: PartyMention) -> PartyRole | None:
        """The role of a body that a cell or labelled field names, unless what stands behind the name says another."""
        at = bisect_right(self.field_starts, mention.start) - 1
        if at < 0 or mention.end > self.fields[at].end:
            return None
        behind, roles = _said_behind()
        said = behind.match(self.text, mention.end, self.fields[at].end)
        return roles[said.lastgroup] if said and said.lastgroup else _PART[self.fields[at].part]

    def _signed(self, mention: PartyMention) -> tuple[Cue, ...]:
        """The cues of a signature, where a mention is one."""
        cues = cues_for("signature", mention.party.kind, self.doc_type)
        return cues if cues and (self._signs(mention) or self._heads(mention)) else ()

    def _heads(self, mention: PartyMention) -> bool:
        """Alone with a day on a line under the title: 市安委办　2025-06-20."""
        text = self.text
        start, end = text.rfind("\n", 0, mention.start) + 1, text.find("\n", mention.end)
        if end < 0 or end > _HEAD or not self.title[1] <= start:
            return False
        return _DAY_ALONE.fullmatch(text[start : mention.start] + text[mention.end : end]) is not None

    def _signs(self, mention: PartyMention) -> bool:
        """Alone on its line, and near the end of the text or above a day."""
        text, start = self.text, mention.start
        line = text.rfind("\n", max(start - 6, 0), start) + 1 or max(start - 6, 0)
        if start - line > 3 or text[line:start].strip(" \t　中共"):
            return False
        if _FIGURE_BELOW.match(text, mention.end):
            return False  # the name of a row in a table with one cell a line
        rest = _SIGNATURE_REST.match(text, mention.end)
        return rest is not None and (rest.end() - mention.end > 4 or len(text) - mention.end < 120)
