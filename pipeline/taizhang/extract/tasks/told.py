"""Complaints told in a sentence without a number: who heard what (接到举报，反映某洗水厂偷排。执法人员连夜赶到…), or in the items of
a list (1.某大排档油烟扰民。经查属实，…)."""

from __future__ import annotations

from dataclasses import replace

from taizhang.extract.tasks.groups import due_in, group, heading_of, line_end
from taizhang.extract.tasks.items import Item
from taizhang.extract.tasks.record import task_from, until_next
from taizhang.extract.tasks.status import status_of_case, status_of_report
from taizhang.extract.tasks.words import judges, rule_pattern
from taizhang.rules import compiled
from taizhang.types import Draft, Span, Task

_SAYINGS = ("tasks.complaint_heard", "tasks.complaint_of", "tasks.complaint_quoted")
_IN_COMPLAINTS = (
    "tasks.complaint_cried",
    "tasks.complaint_named",
    "tasks.complaint_lodged",
    "tasks.complaint_headed",
)  # of a bulletin that is about complaints
_SAID = compiled(
    r"(?:群众|市民|居民|村民|业主|网民|来[电信]人?|信访人|举报人)?(?:来[电信])?(?:反映|举报|投诉)(?:称|的是)?[：:，,]?"
)
_HAN = compiled(r"\p{Han}")
_REACH = 2_000  # characters of the line behind a complaint that are asked whether they tell what became of it
_LEAST_HANDLING = 8  # Han characters that tell what became of a complaint


def told_tasks(draft: Draft, about_complaints: bool) -> list[Task]:
    """The complaints of a report in sentences: each says what annoys whom, and the paragraph goes on with how it was handled.
    `about_complaints`: a problem that somebody took up is a complaint, though nobody is said to have complained."""
    text = draft.text
    if about_complaints and (judged := _judged(draft)):
        return judged
    rules = (*_SAYINGS, *_IN_COMPLAINTS) if about_complaints else _SAYINGS
    said = sorted({m.span("said") for rule in rules for m in rule_pattern(rule).finditer(text) if _annoys(m["said"])})
    if about_complaints:
        said = sorted({*said, *_borne_out(text, said)})
    found: list[Task] = []
    for at, span in enumerate(said):
        following = said[at + 1][0] if at + 1 < len(said) else len(text)
        found += [task] if (task := _task(draft, span, following)) else []
    return found


def _judged(draft: Draft) -> list[Task]:
    """The complaints of which each part of a sentence says whether it was found true (反映甲…基本属实；反映乙…不属实); at least two."""
    found = [m for m in rule_pattern("tasks.complaint_judged").finditer(draft.text) if _annoys(m["said"])]
    ends = until_next([m.start() for m in found], len(draft.text))
    told = [
        (m.span("said"), (m.end("said"), min(end, line_end(draft.text, m.end()))))
        for m, end in zip(found, ends, strict=True)
    ]
    tasks = [_complaint(draft, said, behind, None, (said[0], behind[1])) for said, behind in told]
    return [t for t in tasks if t] if len(found) > 1 else []


def _borne_out(text: str, said: list[Span]) -> list[Span]:
    """What was found to be true (反映的某船厂废气扰民情况属实) in lines that tell no complaint otherwise."""
    lines = {line_end(text, start) for start, _ in said}
    found = (m for m in rule_pattern("tasks.complaint_true").finditer(text) if _annoys(m["said"]))
    return [m.span("said") for m in found if line_end(text, m.start()) not in lines]


def listed_complaints(draft: Draft, listed: list[Item]) -> list[Task]:
    """The items of a list that each state a nuisance and tell what became of it; at least two, and most of the list."""
    text = draft.text
    pieces = group(text, listed, "complaint")
    found = []
    for number, statement, span in pieces:
        said = _behind_who_says_it(text, heading_of(text, statement, "case"))
        if not _annoys(text[slice(*said)]):
            said = _behind_who_says_it(text, statement)  # some say first who it is and then what annoys
        if _annoys(text[slice(*said)]) and _answered(text[said[1] : span[1]]):
            found += [task] if (task := _complaint(draft, said, (said[1], span[1]), number, span)) else []
    return found if 2 * len(found) > len(pieces) and len(found) > 1 else []


def _behind_who_says_it(text: str, statement: Span) -> Span:
    """A statement without the words that somebody says it (群众反映…)."""
    said = _SAID.match(text, *statement)
    return (said.end(), statement[1]) if said and said.end() < statement[1] else statement


def _answered(words: str) -> bool:
    return rule_pattern("tasks.handled").search(words) is not None or status_of_report(words)[0] != "none"


def _annoys(words: str) -> bool:
    """Whether words name a nuisance or a fault, and are no share of a total (大气类12件) nor what was found of it (扰民属实) or
    became of it (臭味已消除)."""
    rule = rule_pattern("tasks.nuisance")
    told = "属实" not in words and not any(rule_pattern(r).search(words) for r in ("tasks.share", "tasks.relief"))
    return told and (rule.search(words) is not None or judges(words))


def _handled(text: str, start: int, end: int) -> bool:
    enough = len(_HAN.findall(text, start, end)) >= _LEAST_HANDLING
    return enough and rule_pattern("tasks.handled").search(text, start, end) is not None


def _task(draft: Draft, said: Span, following: int) -> Task | None:
    text = draft.text
    end = line_end(text, said[1])
    if not _handled(text, said[1], min(end, said[1] + _REACH)):  # then the next paragraph tells it
        while end < len(text) and text[end].isspace():
            end += 1
        end = line_end(text, end)
    told = (said[1], min(end, max(following, said[1])))
    if not _handled(text, *told):
        return None
    return _complaint(draft, said, told, None, (said[0], told[1]))


def _complaint(draft: Draft, said: Span, told: Span, number: str | None, span: Span) -> Task | None:
    fields = {"problem": said, "investigation": told, "handling": told}
    task = task_from(draft, fields, "complaint", "tasks.told", number, span)
    if task is None:
        return None
    words = rule_pattern("tasks.caught").sub("", draft.text[slice(*told)])
    status, sentence = status_of_report(words)
    if status == "none":
        status, sentence = status_of_case(words)
    due = due_in(draft, told)
    if status == "none" and due:
        status, sentence = "in_progress", due.text  # something is still to be done
    return replace(task, status=status, status_text=sentence, deadline=due)
