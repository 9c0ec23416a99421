"""Who does a piece of work, by the words around the names: 由甲局牵头, 甲、乙负责, 甲会同乙."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from taizhang.extract.tasks.mentions import starting_in
from taizhang.extract.tasks.parts import part_in_cell
from taizhang.extract.tasks.words import rule_pattern
from taizhang.rules import compiled
from taizhang.types import Assignment, Draft, PartyMention, Span
from taizhang.vocabulary import AssignmentRole

_BADLY = ("不", "乏", "缺", "作用", "职责")
LEADS = ("牵头", "总牵头", "负责牵头")
_AND = compiled(r"[、，,]|和|与|及|以及")
_TAKEN_ALONG = ("会同", "联合", "协同")
_TOLD_TO = ("须", "必须", "务必", "要", "应", "需", "限")
_SENTENCE = 300  # characters of a sentence in front of its last part
_REACH = 30  # characters in front of a name within which its label stands


def bodies_in(draft: Draft, span: Span) -> list[PartyMention]:
    """The bodies a stretch names, in order; persons are none."""
    return [p for p in starting_in(draft.parties, span) if p.party.kind != "person"]


def list_end(text: str, party: PartyMention, here: Sequence[PartyMention]) -> int:
    """Where the list of names that holds `party` ends: 甲、乙负责 says it of both."""
    end = party.end
    for i in range(bisect_right(here, party.start, key=_begins), len(here)):
        if here[i].start > end:
            if not _AND.fullmatch(text[end : here[i].start]):
                break
            end = here[i].end
    return end


def list_start(text: str, party: PartyMention, here: Sequence[PartyMention]) -> int:
    """Where the list of names that holds `party` begins."""
    start = party.start
    for i in range(bisect_left(here, party.start, key=_begins) - 1, -1, -1):
        if here[i].end < start:
            if not _AND.fullmatch(text[here[i].end : start]):
                break
            start = here[i].start
    return start


def _begins(party: PartyMention) -> int:
    return party.start


def leads(text: str, at: int) -> bool:
    """Whether the words behind a name say that it leads; of who led badly (牵头不力) they do not."""
    word = next((w for w in LEADS if text.startswith(w, at)), None)
    return word is not None and not text.startswith(_BADLY, at + len(word))


def appointed(draft: Draft, span: Span) -> tuple[Assignment, ...]:
    """The bodies to which the words of a stretch give the work, each once."""
    here = bodies_in(draft, span)
    seen: dict[str, Assignment] = {}
    for p in here:
        if role := _given(draft.text, p, here):
            seen.setdefault(p.party.party_id, Assignment(p.party, role, p.start, p.end))
    return tuple(seen.values())


def _given(text: str, party: PartyMention, here: Sequence[PartyMention]) -> AssignmentRole | None:
    end = list_end(text, party, here)
    if leads(text, end) or text.startswith("会同", end):
        return "lead"
    if rule_pattern("tasks.helps").match(text, end):
        return "cooperating"
    named = rule_pattern("tasks.named_for").search(text, max(0, party.start - _REACH), party.start)
    return "responsible" if named or rule_pattern("tasks.answers").match(text, end) else None


def _helps(text: str, party: PartyMention, here: Sequence[PartyMention]) -> bool:
    """Whether the words around a list of names say that they help another body (甲局牵头，乙局配合; 甲局会同乙局)."""
    taken_along = text.endswith(_TAKEN_ALONG, 0, list_start(text, party, here))
    return taken_along or rule_pattern("tasks.helps").match(text, list_end(text, party, here)) is not None


def named_behind(draft: Draft, at: int) -> tuple[Assignment, ...]:
    """The bodies that a bracket right behind a sentence names, each with its part (…50公里。（甲局牵头，乙局配合）); without any word of
    its own one answers for the work."""
    bracket = rule_pattern("tasks.who_behind").match(draft.text, at)
    if bracket is None:
        return ()
    span = bracket.span("who")
    here = bodies_in(draft, span)
    parts = {p.party.party_id: p for p in reversed(here)}
    return tuple(
        Assignment(p.party, _part(draft.text, span, p, here), p.start, p.end)
        for p in sorted(parts.values(), key=_begins)
    )


def _part(text: str, span: Span, party: PartyMention, here: Sequence[PartyMention]) -> AssignmentRole:
    return part_in_cell(text, span, (party.start, list_end(text, party, here)), "responsible")


def doers_of(draft: Draft, part: Span, deed: Span, matter: Span | None) -> tuple[Assignment, ...]:
    """The bodies that lead or answer for the work: who is told so in its sentence part, else who speaks for it."""
    text = draft.text
    here = [p for p in bodies_in(draft, part) if not (matter and matter[0] <= p.start < matter[1])]
    doers = [p for p in here if _does(text, p, here, part, deed)]
    dated = starting_in(draft.dates, (part[0], part[0] + 1))
    if dated and not here and text[part[0] - 1 : part[0]] in ("；", ";"):  # 由甲局牵头，6月底前…；9月底前…
        low = max(0, part[0] - _SENTENCE)
        return appointed(draft, (max(low, *(text.rfind(mark, low, part[0]) + 1 for mark in "。\n")), part[0]))
    if not doers:
        spoken = max(text.rfind(mark, 0, part[0]) for mark in "。\n") + 1
        before = bodies_in(draft, (spoken, deed[0]))
        doers = [p for p in before if rule_pattern("tasks.speaks").match(text, p.end)][:1]
    seen: dict[str, Assignment] = {}
    for p in doers:
        seen.setdefault(p.party.party_id, Assignment(p.party, _role(text, p, here), p.start, p.end))
    return tuple(seen.values())


def _does(text: str, party: PartyMention, here: Sequence[PartyMention], part: Span, deed: Span) -> bool:
    """A body does the work when the words around its name give it to it (由…负责, 责任单位为…); up to the deed's end also by its role
    in the bulletin, or as the subject of a clause."""
    behind = list_end(text, party, here)
    if party.start >= deed[1] and text.startswith(_TOLD_TO, behind):
        return False  # another deed, of its own
    if rule_pattern("tasks.answers").match(text, behind) or text.startswith(LEADS, behind) or _helps(text, party, here):
        return True
    if rule_pattern("tasks.named_for").search(text, part[0], party.start):
        return True
    first = list_start(text, party, here)
    opens = text[part[0] : first].rstrip()[-1:] in ("", "，", ",", "由")
    subject = opens and not text.startswith("要求", behind)
    speaks = rule_pattern("tasks.speaks").match(text, party.end)
    return party.start < deed[1] and (party.role in ("responsible", "lead") or (subject and not speaks))


def _role(text: str, party: PartyMention, here: Sequence[PartyMention]) -> AssignmentRole:
    """Who promises or leads (牵头, 将) takes the lead; who is told to (须, 要), or named to answer for it (负责, 责任单位), is
    responsible; who helps (配合) cooperates."""
    end = list_end(text, party, here)
    if _helps(text, party, here):
        return "cooperating"
    if rule_pattern("tasks.answers").match(text, end):
        return "responsible"
    named = rule_pattern("tasks.named_for").search(text, max(0, party.start - 30), party.start)
    return "responsible" if named and not text.startswith(LEADS, end) else "lead"
