"""Work promised or ordered for a day, in prose: what is to be done, by whom, by when.

A sentence (or the part of it between semicolons) says one piece of work in clauses: the matter (针对底数不清; 某堆场由某县负责),
and the deed with its day (7月15日前摸清并建档). The matter names the work where the deed alone does not (10月底前完成).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from taizhang.extract.dates import parse_deadline
from taizhang.extract.tasks.asked import asked_tasks
from taizhang.extract.tasks.doers import LEADS, appointed, bodies_in, doers_of, list_end, named_behind
from taizhang.extract.tasks.items import printed_number
from taizhang.extract.tasks.matters import (
    FIGURE,
    bare,
    before_its_day,
    behind_doer,
    follows_up,
    headed,
    in_front,
    kept_watch,
    matter_of,
    paragraph_matter,
)
from taizhang.extract.tasks.mentions import starting_in
from taizhang.extract.tasks.record import own_region
from taizhang.extract.tasks.sentence_parts import END, clauses_of, part_at, scope
from taizhang.extract.tasks.status import status_of
from taizhang.extract.tasks.titles import title_of
from taizhang.extract.tasks.words import judges, rule_pattern
from taizhang.rules import compiled
from taizhang.types import DateMention, Deadline, Draft, Span, Task
from taizhang.vocabulary import TaskKind

_CLAUSE_END = compiled(r"[，,。；;\n]")
_ITEM = compiled(
    r"[ 　]*(?:[（(](?:[一二三四五六七八九十百零〇]{1,5}|\d{1,3})[）)]|\d{1,3}[.．、](?!\d)|[一二三四五六七八九十百零〇]{1,5}、)"
)
_JOINT = compiled(r"[和及、]")
_QUARTER = 92  # days: what is said of a year is no appointment
_HALF = 184  # days of half a year, in which something that will be done is
_REACH = 60  # characters behind a day in which its deed stands
_ABOVE = 20_000  # characters above a matter in which it may have been named before
_MISSED = 160  # characters behind a day in which it may be told as missed
_ORDER = 12  # characters in front of a day in which an order stands
_ITEM_REACH = 400  # characters of an item in front of the sentence with its first day
_REPORTED = ("上报", "报送", "反馈", "报告")


def promised_tasks(draft: Draft, kind: TaskKind, everywhere: bool, all_to_come: bool = False) -> list[Task]:
    """One task a sentence part that says by which day something is done: in a plan (`everywhere`), else behind the words
    that look ahead (下一步, 要求, 表示), unless all the bulletin tells is `all_to_come`. What is said of a whole list
    (剩余任务年底前完成) is none."""
    text = draft.text
    opening = rule_pattern("tasks.ahead").search(text)
    out: list[Task] = []
    reaching: list[Task] = []  # of those found, the ones that end behind the day at hand
    for date in draft.dates:
        end = date.value.end
        reaching = [t for t in reaching if t.end > date.start]
        if not _due(draft, date, end) or any(t.start <= date.start for t in reaching):  # most days are not
            continue
        if _told_missed(text, date) or rule_pattern("tasks.kept").match(text, date.end):
            continue
        ahead = (
            everywhere
            or all_to_come
            or (opening and date.start > opening.start())
            or _said_to_come(draft, date)
            or _ordered(draft, date)
        )
        if not (ahead or _given_out(draft, date)):
            continue
        if not everywhere and _past(draft, end):
            continue
        asked = asked_tasks(draft, part_at(text, date.start), date, kind)
        task = None if asked else _promise(draft, date, kind, everywhere)
        if task and _ordered(draft, date):  # who is told to do it answers for it
            task = replace(task, assignments=tuple(replace(a, role="responsible") for a in task.assignments))
        if task and not ahead:  # told among what is being put right
            task = replace(task, kind="rectification", status="in_progress")
        found = asked or (_each(task) if task else [])
        out += found
        reaching += found
    return _as_promised(draft, out) if everywhere else out


def _each(task: Task) -> list[Task]:
    """One task a work, where several counted ones are due by one day (7座砖窑拆除和2处渣场封场，务必年底前完成)."""
    joined = rule_pattern("tasks.counted_work").match(task.title)
    return [replace(task, title=work) for work in _JOINT.split(task.title)] if joined else [task]


def _as_promised(draft: Draft, found: list[Task]) -> list[Task]:
    """What places say that they will do (甲市提出，年底前…；乙县承诺…) in news of several plans is promised, unless bodies are told
    that answer for it: then the news goes through the tasks of the plans."""
    if any(t.assignments for t in found):
        return found
    return [replace(t, kind="commitment") if _said_by_a_place(draft, t.start) else t for t in found]


def _said_by_a_place(draft: Draft, at: int) -> bool:
    """Whether a place opens the sentence part around a position, and says something."""
    start, end = part_at(draft.text, at)
    first = next(iter(starting_in(draft.places, (start, end))), None)
    if first is None or draft.text[start : first.start].strip():
        return False
    return rule_pattern("tasks.place_says").match(draft.text, first.end) is not None


def _given_out(draft: Draft, date: DateMention) -> bool:
    """Whether in front of a day it is said who leads or answers for a matter (某堆场封场由县水利局牵头，11月底前完成)."""
    start, end = part_at(draft.text, date.start)
    clauses = [(a, b) for a, b in clauses_of(draft.text, start, end) if a < date.start]
    said = (rule_pattern("tasks.by_whom").match(draft.text, a, date.start) for a, _ in clauses)
    return any(said)


def appointed_tasks(draft: Draft) -> list[Task]:
    """What is promised or ordered by a day and given to a body in so many words (由甲局牵头, 乙镇负责), or can be checked by the
    things it ends (完成9座码头整治); or given to one that leads it, with the things it is about. Of what else leaders say in
    meetings nothing is a task."""
    promised = [t for t in promised_tasks(draft, "commitment", everywhere=False) if _given(draft.text, t)]
    led = [_led(draft, m.span(), m.span("deed")) for m in rule_pattern("tasks.led_deed").finditer(draft.text)]
    return promised + [t for t in led if not any(p.start < t.end and t.start < p.end for p in promised)]


def _given(text: str, task: Task) -> bool:
    given, named_for = rule_pattern("tasks.given"), rule_pattern("tasks.named_for")
    named = any(
        text.startswith(LEADS, a.end)
        or given.match(text, a.end)
        or named_for.search(text, max(0, a.start - _ORDER), a.start)
        for a in task.assignments
        if a.start is not None and a.end is not None
    )
    counted = rule_pattern("tasks.counted_deed").search(text, task.start, task.end)
    return named or counted is not None or rule_pattern("tasks.counted_work").match(task.title) is not None


def _led(draft: Draft, span: Span, deed: Span) -> Task:
    return Task(*span, "commitment", None, title_of(draft.text[slice(*deed)]), "none", "tasks.commitment",
                problem=draft.text[slice(*deed)], region_adcode=own_region(draft),
                assignments=appointed(draft, span))  # fmt: skip


def _said_to_come(draft: Draft, date: DateMention) -> bool:
    """Whether a day of the future has words behind it that promise (10月底前将开展专项督办)."""
    published, end = draft.reference.published_on, date.value.end
    to_come = published is None or (end is not None and end >= published)
    return to_come and rule_pattern("tasks.will").match(draft.text, date.end) is not None


def _ordered(draft: Draft, date: DateMention) -> bool:
    """Whether a day is one by which somebody was told to be done with so much (约谈其负责人，要求年底前清运废渣3万吨)."""
    text = draft.text
    told = rule_pattern("tasks.order").search(text, max(0, date.start - _ORDER), date.start)
    return told is not None and FIGURE.search(END.split(text[date.end : date.end + _REACH])[0]) is not None


def _past(draft: Draft, end: dt.date | None) -> bool:
    """Whether a day lies behind the bulletin."""
    published = draft.reference.published_on
    return published is not None and end is not None and end < published


def _told_missed(text: str, date: DateMention) -> bool:
    """Whether a day is told as missed (应于年底前完成，目前仅完成一半), also by what was found then in the next sentence (要求年底前完成。
    督察发现，仍有82户未搬迁)."""
    missed, found = rule_pattern("tasks.overdue_fact"), rule_pattern("tasks.found_undone")
    return bool(missed.search(text, *part_at(text, date.start)) or found.match(text, date.end, date.end + _MISSED))


def _due(draft: Draft, date: DateMention, end: dt.date | None) -> bool:
    """A deadline; or a day to come when something will be done (将于9月中旬组织“回头看”)."""
    if date.role == "deadline":
        return True
    published, start = draft.reference.published_on, date.value.start
    if date.role not in ("event", "inspection", "period") or start is None or end is None:
        return False
    planned = draft.text[max(0, date.start - 3) : date.start].rstrip("于在").endswith(("将", "拟", "计划"))
    if not planned and (published is None or start <= published):
        return False
    will = rule_pattern("tasks.will").match(draft.text, date.end) is not None
    if (date.role == "period" and not will) or (end - start).days > (_HALF if will else _QUARTER):
        return False
    return follows_up(_CLAUSE_END.split(draft.text[date.end : date.end + 30])[0])


def _promise(draft: Draft, date: DateMention, kind: TaskKind, everywhere: bool) -> Task | None:
    text = draft.text
    start, end = part_at(text, date.start)
    clauses = clauses_of(text, start, end)
    at = next(n for n, (_, stop) in enumerate(clauses) if date.start < stop)
    deed = _deed(draft, clauses, at, date)
    if rule_pattern("tasks.counting").search(text, *deed):
        return None
    remainder = rule_pattern("tasks.remainder")
    matter = matter_of(text, clauses[: at + 1], date)
    if matter and remainder.match(text, *matter):
        matter = None
    elif matter is None:
        matter = headed(text, start, deed) if deed[0] == date.start else None
        faulty = _states_fault(text[slice(*clauses[0])]) and not _opens_with_order(draft, *clauses[0])
        if matter is None and (everywhere or faulty):
            matter = in_front(text, clauses[:at], deed, date)
        if matter is None and everywhere:
            matter = paragraph_matter(draft, start, date)
    if matter is None and (bare(text, deed, date) or remainder.match(text, *deed)):
        matter = kept_watch(draft, clauses[:at], deed)
        if matter is None:
            return None
    named = matter or before_its_day(text, deed, date)
    deadline = _deadline(draft, deed, date)
    status = status_of(_told_before(text, named, start))[0] if matter else "none"
    looked_after = follows_up(text[slice(*deed)]) or any(w in text[slice(*deed)] for w in _REPORTED)
    if status == "none" and not looked_after and rule_pattern("tasks.under_way").search(scope(text, start, end)):
        status = "in_progress"
    if kind == "rectification" and matter is None and follows_up(text[slice(*deed)]):
        kind = "commitment"  # who keeps watch over a plan promises it; it is no task of the plan
    span = (start, end) if matter else deed  # several days of one matter are one task
    number = _number_of_item(draft, start, date) if everywhere else None
    return Task(*span, kind, number, title_of(text[slice(*named)]), status, "tasks.commitment",
                problem=text[deed[0]:end].strip(), deadline=deadline, region_adcode=own_region(draft),
                assignments=named_behind(draft, end) or doers_of(draft, _own(draft, clauses, at), deed, matter))  # fmt: skip


def _number_of_item(draft: Draft, start: int, date: DateMention) -> str | None:
    """The number of the item, a line, whose first limit is the day of a sentence part ((一)补齐短板。2024年底前，…)."""
    text = draft.text
    top = text.rfind("\n", 0, start) + 1
    mark = _ITEM.match(text, top, max(start, top))
    if mark is None or start - top > _ITEM_REACH:
        return None
    limits = any(d.role == "deadline" for d in starting_in(draft.dates, (top, date.start)))
    return None if limits else printed_number(mark[0], "")


def _own(draft: Draft, clauses: list[Span], at: int) -> Span:
    """The clauses around the deed that speak of the same bodies, where several of a sentence are each told what to do
    (甲局将于6月底前…，乙镇负责在9月底前…)."""
    told = [a for a, b in clauses if _opens_with_order(draft, a, b)]
    start = max((a for a in told if a <= clauses[at][0]), default=clauses[0][0])
    end = min((a for a in told if a > clauses[at][0]), default=clauses[-1][1])
    return (start, end) if len(told) > 1 else (clauses[0][0], clauses[-1][1])


def _opens_with_order(draft: Draft, start: int, end: int) -> bool:
    """Whether a clause opens with bodies that are told to do something, or set a day."""
    here = bodies_in(draft, (start, end))
    if not here or here[0].start > start:
        return False
    named = list_end(draft.text, here[0], here)
    due = any(d.role == "deadline" for d in starting_in(draft.dates, (named, named + 1)))  # 某局4月15日前关停…
    return due or rule_pattern("tasks.told").match(draft.text, named, end) is not None


def _states_fault(words: str) -> bool:
    """Whether a clause says what is amiss (某矿瓦斯抽采系统不完善), and speaks of no list of problems."""
    listed = ("tasks.all_found", "tasks.remainder", "tasks.rest_counted")
    return judges(words) and not any(rule_pattern(rule).search(words) for rule in listed)


def _deadline(draft: Draft, deed: Span, date: DateMention) -> Deadline:
    """By when; or the stretch of days (2021年上半年, 9月中旬) in which the work falls."""
    found = parse_deadline(draft.text[slice(*deed)], draft.reference) or Deadline("by", None, date.value.end, date.text)
    if found.text == date.text and found.end and date.value.end:
        found = replace(found, end=date.value.end)  # its year may stand in front of the deed (2023年，…，6月底前完工)
    start, end = date.value.start, date.value.end
    stretch = start is not None and start != end and end == found.end
    return replace(found, kind="during", start=start) if stretch else found


def _told_before(text: str, matter: Span, start: int) -> str:
    """The sentence part that names the same matter further up, and may say how far it is (…2个问题未达序时进度)."""
    above = min(start, matter[0])
    at = text.find(text[slice(*matter)], max(0, above - _ABOVE), above)
    return text[slice(*part_at(text, at))] if at >= 0 else ""


def _deed(draft: Draft, clauses: list[Span], at: int, date: DateMention) -> Span:
    """The clause with the day, and the next one where the day is all it says (9月15日前，…全部制定方案); it begins behind who is told
    to do it (某局须于…)."""
    start, end = clauses[at]
    text = draft.text
    if not text[date.end : end].strip("之前以内） )") and at + 1 < len(clauses):
        end = clauses[at + 1][1]
    return behind_doer(draft, start, date.start), end
