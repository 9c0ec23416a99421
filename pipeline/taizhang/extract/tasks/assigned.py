"""Who takes which part in the task of a record: as its fields name them, else as what they tell says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from taizhang.extract.tasks.doers import leads, list_end, list_start
from taizhang.extract.tasks.mentions import starting_in
from taizhang.extract.tasks.parts import first_takes_the_lead, part_in_cell
from taizhang.extract.tasks.words import rule_pattern
from taizhang.types import Assignment, Draft, Span
from taizhang.vocabulary import ASSIGNMENT_ROLES, PartyKind

Fields = Mapping[str, Span]
_OFFICES: Final[tuple[PartyKind, ...]] = ("department", "government", "party_committee")
_RESTING_ON = ("按照", "根据", "依据", "依照", "按")
_INDENT = 40  # characters of white space, at most, that set a name off from what stands before it


def assignments(draft: Draft, fields: Fields, handlers: bool) -> tuple[Assignment, ...]:
    """The bodies that the fields of a record name, each with its role; where none does, and `handlers` may answer, who is told to act."""
    first_leads = "lead" not in fields and first_takes_the_lead(draft.text)
    out: list[Assignment] = []
    seen: set[tuple[str, str]] = set()
    for field in ASSIGNMENT_ROLES:
        if field not in fields:
            continue
        for p in starting_in(draft.parties, fields[field]):
            role = part_in_cell(draft.text, fields[field], (p.start, p.end), field)
            if role == field == "responsible" and first_leads and not out:
                role = "lead"
            if (p.party.party_id, role) not in seen and p.party.kind != "person":
                seen.add((p.party.party_id, role))
                out.append(Assignment(p.party, role, p.start, p.end))
    return tuple(out) if out or not handlers else _told_to_answer(draft, fields)


def _told_to_answer(draft: Draft, fields: Fields) -> tuple[Assignment, ...]:
    """Who answers where no field says so: who handled it, who acts in what is told of it, or is told to act."""
    told = [fields[name] for name in ("handling", "investigation") if name in fields]
    if told:
        acting = next((found for span in told if (found := _handlers(draft, span))), ())
        return acting or (_bodies(draft, told[-1], _looks) if "investigation" in fields else ())
    for field, says in (("progress", _acts), ("measures", _acts), ("case", _must)):
        if field in fields and (found := _bodies(draft, fields[field], says)):
            return found
    return ()


def _acts(text: str, start: int, end: int) -> bool:
    """Whether a name opens a clause that says what it did, and not what it asked for or looked at."""
    opens = _opens(text, start)
    signs = text[end : end + 1] in ("", "\n")
    return opens and not signs and rule_pattern("tasks.looks_on").match(text, end) is None


def _looks(text: str, start: int, end: int) -> bool:
    """Whether a name opens a clause that says that it looked into something."""
    return _opens(text, start) and rule_pattern("tasks.looks_into").match(text, end) is not None


def _opens(text: str, start: int) -> bool:
    """Whether a name opens a clause."""
    return text[max(0, start - _INDENT) : start].rstrip()[-1:] in ("", *"，,。；;：:）)、.．", "经")


def _must(text: str, start: int, end: int) -> bool:
    return rule_pattern("tasks.must").match(text, end) is not None


def _handlers(draft: Draft, span: Span) -> tuple[Assignment, ...]:
    """Who handled a complaint, where no field names the responsible body: the offices that act in the handling, and do not only
    urge another (由甲局督促乙县政府…), see to it that others do it, or are the ones whose paper it rests on (按照县政府方案)."""
    named = {p.start for p in starting_in(draft.parties, span) if p.party.kind in _OFFICES}

    def does_it(text: str, start: int, end: int) -> bool:
        urges = rule_pattern("tasks.urges").match(text, end)
        rests_on = text.endswith(_RESTING_ON, 0, start)
        return not (rests_on or rule_pattern("tasks.sees_to_it").match(text, end) or (urges and urges.end() in named))

    return _bodies(draft, span, does_it)


def _bodies(draft: Draft, span: Span, says: Callable[[str, int, int], bool]) -> tuple[Assignment, ...]:
    """The offices in a stretch of whom its words say so, each once; of those in a list (区委区政府针对…) it is said together."""
    here = starting_in(draft.parties, span)
    found = {
        p.party.party_id: p
        for p in reversed(here)
        if p.party.kind in _OFFICES and says(draft.text, list_start(draft.text, p, here), list_end(draft.text, p, here))
    }
    return tuple(
        Assignment(p.party, "lead" if leads(draft.text, p.end) else "responsible", p.start, p.end)
        for p in sorted(found.values(), key=lambda p: p.start)
    )
