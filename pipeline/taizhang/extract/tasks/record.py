"""From the fields of one record, wherever they stood (table row, labelled lines), to a Task."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from taizhang.extract.dates import parse_date, parse_deadline
from taizhang.extract.places.gazetteer import within
from taizhang.extract.tasks.assigned import Fields, assignments
from taizhang.extract.tasks.mentions import starting_in
from taizhang.extract.tasks.shares import part_done
from taizhang.extract.tasks.status import (
    bare_status,
    is_mark,
    sentence_of,
    status_of,
    status_of_case,
    status_of_report,
    verified_of,
)
from taizhang.extract.tasks.titles import number_in_brackets, title_of
from taizhang.extract.tasks.words import bare, case_number_pattern, column_names, rule_pattern
from taizhang.rules import compiled
from taizhang.types import Assignment, DateMention, Deadline, Draft, Span, Task
from taizhang.vocabulary import BARE_MARKS, TaskKind, TaskStatus

_BLANK = compiled(r"\s+")
_SENTENCE_END = compiled(r"[。；;]")
_CLAUSE = compiled(r"[，,（(]")
_ORDERS = compiled(r"责令|限期|要求|须|应于")
_KEPT = compiled(r"^\s*(?:之?前|以前)?[，,]?(?:就|便|均|都|全部)?已")  # 12月16日前已清运完毕
_ALREADY = compiled(r"(?:已经?|均|早)[于在]?\s*$")  # 已于9月15日前追回
_PUT_OFF = compiled(r"(?:延期|延长|推迟|顺延|调整)[至到](?=\d|[今明本]年|年底)|延至(?=\d|[今明本]年|年底)")
_SPEAKS_OF_TIME = compiled(r"[日底月年]\s*(?:之?前|内)|底(?:前)?完成|限")
_MEASURE = compiled(
    r"(?:^|(?<=[。；;\n\s]))(?:\d{1,2}[.．、](?:(?!\d)|(?=20\d\d年))|[①-⑳]|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)])"
)
_ONLY_FIGURES = compiled(r"[\d年月日季度上下半前底.\-/（）()%％万元项个、]+")  # the lower of two header rows (2023年)
_LONGEST_NAMES = 200  # characters of a list of bodies
_LONGEST_LIMIT = 30  # characters of a limit without a day that are no prose
_MORE_THAN_YES_OR_NO: Final[tuple[TaskStatus, ...]] = ("closed", "overdue", "on_schedule", "phased")


def task_from(
    draft: Draft,
    fields: Fields,
    kind: TaskKind,
    rule_id: str,
    number: str | None = None,
    span: Span | None = None,
    handlers: bool = True,
) -> Task | None:
    """The task of a record. `fields` are spans of the draft's text by field name; None without a statement. `handlers`: where
    no field names a responsible body, it is who acts in the handling."""
    text = draft.text
    words = _with_limit(draft, {name: text[a:b].strip() for name, (a, b) in fields.items()})
    statement = (words.get("problem") or words.get("target") or "").rstrip("；; 　")  # one item of a series
    title = title_of(words.get("heading") or statement)
    statement, filed = number_in_brackets(statement)
    if kind == "complaint" and filed and (receipt := case_number(filed, 0, len(filed))):
        number = receipt
    if len(title) < 3 or _ONLY_FIGURES.fullmatch(title):
        return None
    start, end = span or (min(a for a, _ in fields.values()), max(b for _, b in fields.values()))
    status, status_text = _status(words)
    done = words.get("handling")  # a list without it may have the problem in its place
    done = words.get("progress") or (done if done != statement else None)
    if status_text in BARE_MARKS or bare_status(status_text or ""):
        status_text = done or status_text
    elif status == "none":
        status_text = status_text or _unread(words) or done
    deadline = _deadline(draft, words)
    verified = verified_of(words.get("verified") or words.get("investigation", "")) if kind == "complaint" else None
    if kind == "complaint" and status == "none" and _to_come(draft, deadline) and not _refuted(words):
        status = "in_progress"  # something is still to be done about it
    return Task(
        start, end, kind, number or _number(words), title, status, rule_id, problem=statement or None,
        target=words.get("target") or None, measures=_measures(words.get("measures", "")), status_text=status_text,
        verified=verified, deadline=deadline, completed_on=_completed_on(draft, fields, words, status),
        region_adcode=_region(draft, fields), assignments=assignments(draft, fields, handlers),
        lead_text=_names(words.get("lead")), responsible_text=_names(words.get("responsible")),
        subject_text=_names(words.get("subject")),
    )  # fmt: skip


def _names(words: str | None) -> str | None:
    """The words of a field that names bodies, known ones or not (市有关部门); None where they run on as prose."""
    said = " ".join((words or "").split())
    return said if 0 < len(said) <= _LONGEST_NAMES else None


def _refuted(words: Mapping[str, str]) -> bool:
    """Whether a complaint was found untrue, in whichever of its fields."""
    return any(verified_of(words.get(name, "")) == "no" for name in ("verified", "investigation", "handling"))


def _to_come(draft: Draft, deadline: Deadline | None) -> bool:
    """Whether a day is set that is not past when the bulletin is published; where that is not known, any day is."""
    published = draft.reference.published_on
    return bool(deadline and deadline.end and (published is None or deadline.end >= published))


def _with_limit(draft: Draft, words: dict[str, str]) -> dict[str, str]:
    """The words of the fields; what is finished on a day to come is due then."""
    published = draft.reference.published_on
    if "deadline" in words or "finished_on" not in words or published is None:
        return words
    day = parse_date(words["finished_on"], draft.reference)
    if day and day.end and day.end > published:
        words["deadline"] = words.pop("finished_on")
    return words


_BY_DAY: Final[tuple[tuple[str, TaskStatus], ...]] = (("closed_on", "closed"), ("finished_on", "completed"))
_FURTHEST_BEHIND: Final[tuple[TaskStatus, ...]] = (
    "overdue", "not_completed", "in_progress", "on_schedule", "phased", "none", "completed", "closed",
)  # fmt: skip


def as_one(parts: Sequence[Task]) -> Task:
    """One task of the rows that hold its measures: it is due with the last of them and as far as the one furthest behind."""
    if len(parts) == 1:
        return parts[0]
    due = [t.deadline for t in parts if t.deadline]
    dated = [d for d in due if d.end]
    last = max(dated, key=lambda d: d.end or dt.date.min) if dated else next(iter(due), None)
    slowest = min(parts, key=lambda t: _FURTHEST_BEHIND.index(t.status))
    done = slowest.status in ("completed", "closed")
    finished = max((t.completed_on for t in parts if t.completed_on), default=None) if done else None
    doing: dict[tuple[str, str], Assignment] = {}
    for a in (a for t in parts for a in t.assignments):
        doing.setdefault((a.party.party_id, a.role), a)
    return replace(
        parts[0], start=min(t.start for t in parts), end=max(t.end for t in parts), deadline=last, status=slowest.status,
        status_text=slowest.status_text, completed_on=finished, measures=tuple(dict.fromkeys(m for t in parts for m in t.measures)),
        assignments=tuple(doing.values()), lead_text=_joined(t.lead_text for t in parts),
        responsible_text=_joined(t.responsible_text for t in parts),
    )  # fmt: skip


def _joined(printed: Iterable[str | None]) -> str | None:
    return "、".join(dict.fromkeys(filter(None, printed))) or None


def _number(words: Mapping[str, str]) -> str | None:
    for name in ("case_number", "number"):
        if value := words.get(name):
            return _BLANK.sub("", value)
    return None


def _status(words: Mapping[str, str]) -> tuple[TaskStatus, str | None]:
    """How far a task is, by its fields; what is less than what was asked for is not all."""
    status, said = _told_status(words)
    told = words.get("progress") or words.get("report", "")
    if status not in ("none", "completed") or "case" in words or not told or (said and bare_status(said)):
        return status, said
    part = part_done(told, "\n".join(words.get(name, "") for name in ("problem", "target", "measures")))
    return ("in_progress", part) if part else (status, said)


def _told_status(words: Mapping[str, str]) -> tuple[TaskStatus, str | None]:
    if words.get("closed") == "是":
        return "closed", "是"
    if words.get("closed") == "否":  # done or under way, it may wait to be closed; where nothing else tells, it is open
        status, said = _told_status({name: told for name, told in words.items() if name not in ("closed", "closed_on")})
        return ("not_completed", "否") if status in ("none", "closed") else (status, said)
    if words.get("case"):
        return status_of_case(words["case"])
    told = {
        name: status_of(words[name])
        for name in ("state", "closed", "finished", "progress", *(() if words.get("report") else ("handling",)))
        if words.get(name)
    }
    if words.get("finished") in ("是", "否") and told.get("progress", ("", None))[0] in _MORE_THAN_YES_OR_NO:
        return told["progress"]
    for status, said in told.values():
        if status != "none":
            return status, said
    if words.get("report"):
        return status_of_report(words["report"])
    for open_yet in ("tasks.share_in_progress", "tasks.left_open"):
        if part := rule_pattern(open_yet).search(words.get("progress", "")):
            return "in_progress", sentence_of(words["progress"], part)
    for name, status in _BY_DAY:
        if words.get(name):
            return status, words[name]
    if done := rule_pattern("tasks.remedied").search(words.get("progress", "")):
        return "completed", sentence_of(words["progress"], done)
    # 2024年1月31日前(已完成), but not 2022年6月底前完成
    status, said = status_of(words.get("deadline", ""))
    if status == "completed" and said and "已" in said:
        return status, said
    for name in ("deadline", "problem"):
        if late := rule_pattern("tasks.says_overdue").search(words.get(name, "")):
            return "overdue", sentence_of(words[name], late)
    return "none", None


def _unread(words: Mapping[str, str]) -> str | None:
    """A cell on how far a task is that is too short to tell it in words, and is no mark that is known (△)."""
    told = (words.get(name, "") for name in ("state", "finished", "progress"))
    return next((said for said in told if is_mark(said)), None)


def _deadline(draft: Draft, words: Mapping[str, str]) -> Deadline | None:
    """The day to which something was put off; else the deadline field; where there is none, a dated promise in how the complaint is handled, or in the target. A day
    in the handling of what is finished is when it was done, unless it was ordered (责令4月20日前完成)."""
    for name in ("progress", "report"):
        if put_off := _PUT_OFF.search(words.get(name, "")):
            new = parse_deadline(words[name][put_off.end() :], draft.reference)
            if new and new.end:
                return new
    if limit := words.get("deadline"):
        due = parse_deadline(limit, draft.reference)
        at_once = parse_deadline(_CLAUSE.split(limit)[0], draft.reference) if due and _kept(limit, due.text) else None
        due = at_once if at_once and at_once.kind == "immediate" else due  # 立行立改，4月20日已完成
        return due or _as_printed(limit)
    finished = status_of(words.get("finished", ""))[0] in ("completed", "closed")
    for name in ("handling", "report", "target", "measures"):
        for part in _SENTENCE_END.split(words.get(name, "")):
            sentence = rule_pattern("tasks.restated").sub("", part)
            if _SPEAKS_OF_TIME.search(sentence) and (not finished or _ORDERS.search(sentence)):
                found = parse_deadline(sentence, draft.reference)
                if found and found.end and not _kept(sentence, found.text):
                    return found
    return None


def _as_printed(limit: str) -> Deadline | None:
    """A limit in words that give no day (2025年汛期前); None where they only tell that there is none, how far the work is, or no time
    at all (the name of a column, a body of another)."""
    words = _SENTENCE_END.split(limit)[0].split("\n")[0].strip()
    if len(words) > _LONGEST_LIMIT or bare(words) in column_names():
        return None
    told = rule_pattern("tasks.limit_in_words").search(words) and not rule_pattern("tasks.no_limit").fullmatch(words)
    return Deadline("by", None, None, words) if told and status_of(words)[0] == "none" else None


def _kept(sentence: str, day: str) -> bool:
    """Whether something was done by a day, and not only to be done (已于9月15日前追回, 9月15日前已追回)."""
    before, _, behind = sentence.partition(day)
    return _ALREADY.search(before) is not None or _KEPT.search(behind) is not None


REPORTS = ("finished", "state", "progress", "report", "handling")  # fields that tell how far a task is


def _completed_on(draft: Draft, fields: Fields, words: Mapping[str, str], status: TaskStatus) -> dt.date | None:
    """When what is done was done: by its own field, else the last day the reporting fields give for it."""
    if status not in ("completed", "closed"):
        return None
    if day := words.get("closed_on") or words.get("finished_on"):
        found = parse_date(day, draft.reference)
        return found.end if found else None
    told = (d for name in REPORTS if name in fields for d in starting_in(draft.dates, fields[name]))
    return max((d.value.end for d in told if d.value.end and _says_done(draft, d)), default=None)


def _says_done(draft: Draft, date: DateMention) -> bool:
    if date.role == "event":
        return bool(rule_pattern("tasks.accepted").match(draft.text, date.end))
    return date.role == "completed"


def _measures(words: str) -> tuple[str, ...]:
    parts = [p for part in _MEASURE.split(words) if (p := part.strip(" 　\n；;。"))]
    if len(parts) > 1 and not any("\n" in part for part in parts[:-1]):
        parts[-1] = parts[-1].split("\n", 1)[0].strip(" 　；;。")  # as long as its fellows: behind it the page goes on
    return tuple(parts)


def _region(draft: Draft, fields: Fields) -> str | None:
    """The division a task is about: what its region field names, else the one outside the bulletin's own with which its problem
    opens, else the one division inside the bulletin's own that its problem names, else the bulletin's own."""
    if told := _codes(draft, fields.get("region")):
        return _smallest(told)
    own = own_region(draft)
    if own and (elsewhere := _opening_codes(draft, fields.get("problem"))) and not _related(own, elsewhere):
        return _smallest(elsewhere)
    inside = [
        code for code in _codes(draft, fields.get("problem")) if own is None or (code != own and within(code, own))
    ]
    several = len({code for code in inside if not any(other != code and within(other, code) for other in inside)}) > 1
    return own if not inside or (several and own) else inside[0] if several else _smallest(inside)


def _opening_codes(draft: Draft, span: Span | None) -> list[str]:
    """The divisions with which a stretch opens, one in the other (安徽省阜阳市颍上县非法采矿), where it names no others."""
    start, end = span or (0, 0)
    at = start + len(draft.text[start:end]) - len(draft.text[start:end].lstrip())
    out: list[str] = []
    for place in starting_in(draft.places, (at, end)):
        if place.start > at or place.region.adcode is None:
            return out if place.start > at and _codes(draft, span) == out else []
        out.append(place.region.adcode)
        at = place.end
    return out


def _related(own: str, codes: Sequence[str]) -> bool:
    return any(code == own or within(code, own) or within(own, code) for code in codes)


def _smallest(codes: Sequence[str]) -> str:
    """The division that tells where it is: 睢阳区 of 商丘市睢阳区."""
    return max(codes, key=lambda code: len(code.rstrip("0")))


def own_region(draft: Draft) -> str | None:
    """The code of the one division a bulletin is about."""
    return draft.regions[0].adcode if len(draft.regions) == 1 else None


def _codes(draft: Draft, span: Span | None) -> list[str]:
    start, end = span or (0, 0)
    return [p.region.adcode for p in draft.places if start <= p.start and p.end <= end and p.region.adcode]


def until_next(starts: Sequence[int], end: int, borders: Sequence[int] = ()) -> list[int]:
    """Where each stretch that begins at one of `starts` ends: at the next one or the next of `borders` (both in order), the last at
    `end`."""
    ends = [*starts[1:], end] if starts else []
    behind = [*borders, end]
    return [min(stop, behind[bisect_right(borders, start)]) for start, stop in zip(starts, ends, strict=True)]


def case_number(text: str, start: int, end: int) -> str | None:
    """A complaint's number in a stretch of text."""
    found = case_number_pattern().search(text, start, end)
    return found[0] if found else None
