"""Field labels in prose: 整改时限：…, 四、完成时限 alone in its line, and 责任单位为… inside a sentence.

A form that lost its cells labels a line with its first one (整改任务 | …). Labels are looked up where they can stand, before a
colon or bar, in a short line or before 为, and not searched for everywhere.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from taizhang.extract.tasks.status import status_of
from taizhang.extract.tasks.words import ending_field, field_names, field_of, is_limit, lexicon, rule_pattern
from taizhang.rules import cached, compiled, latest
from taizhang.rules.first import sought

_COLON = compiled(r"[：:]")
_END_OF_CELL = compiled(r"[ 　]*(?:[|｜\n]|$)")
_FORM_LINE = compiled(r"(?m)^[ 　]*(?P<name>[^|｜\n：:]{2,14}?)[ 　]*[|｜](?P<value>[^|｜\n]+)(?:[|｜][ 　]*)?$")
_LINE = compiled(r"[^\n]+")
_REPORTING = ("progress", "state", "finished")
_NUMBER = r"(?:[一二三四五六七八九十]{1,3}[、．.]|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|\d{1,2}[.．、)）]|[①-⑳]|第[一二三四五六七八九十]{1,3}[，,、：:])?"
_NUMBERED = compiled(rf"[ 　]*{_NUMBER}[ 　]*[\[【]?")
_LEAD = compiled(rf"(?:^|[\n。；;，,\s　”」（(])(?P<head>[ 　]*{_NUMBER}[ 　]*[\[【]?)$")
_LEAD_LENGTH = 12
_LONGEST_LINE = 24
_BRACKETED = compiled(r"[【\[](?P<name>[^【】\[\]\n：:]{2,14})[】\]](?![ 　]*[：:])[ 　]*")
_OPENING = compiled(
    rf"(?m)^[ 　]*+(?P<number>{_NUMBER}[ 　]*+)(?:(?P<name>\p{{Han}}(?:[ 　]{{0,3}}[\p{{Han}}（）()、]){{2,11}})[ 　]*[：:]"
    r"|(?P<name>\p{Han}{4,12})(?P<gap>[ 　\t]+)(?=[^ 　\t\n|｜：:]))"
)
_GAPPED = compiled(r"(?m)(?:^[ 　]*+|\u3000|[ ]{2}|[ ][／/｜|][ ])(?P<name>\p{Han}{2,8})[ 　](?=[^\s：:｜|／/])")
_SECTION = compiled(r"[一二三四五六七八九十]{1,3}、")
_SECTIONS = 3  # fields that head sections and are only set off by a gap, at least
_COUNTED = re.compile(
    r"(?<=问题|任务|事项|隐患)(?:[一二三四五六七八九十百零〇]{1,5}|\d{1,3})?[（(][^（）()\n]{1,20}[）)]$"
)
"""Which problem it is, between its label and the colon: 问题二（反馈意见第29项）：."""


class Label(NamedTuple):
    """A field label, and where the field's words begin; `numbered`: it heads a section of its own (四、完成时限); `said`: it
    stands inside a sentence, and the field ends with the clause; `line`: the field ends with its line."""

    start: int
    field: str
    words: int
    numbered: bool
    said: bool = False
    line: bool = False

    def value_in(self, text: str) -> tuple[int, int]:
        """The span of the words behind a label of a form, which end with their cell."""
        end = _END_OF_CELL.search(text, self.words)
        start = self.words + len(text[self.words :]) - len(text[self.words :].lstrip())
        return start, end.start() if end else len(text)


@latest
def labels(text: str) -> tuple[Label, ...]:
    """All field labels, in order."""
    printed = [*_alone(text), *_bracketed(text), *_form_lines(text), *_before_colons(text), *_gapped(text)]
    plain = [*_in_sentences(text, sorted(label.start for label in printed)), *printed]
    found = {label.words: label for label in plain}
    found |= {label.words: label for label in _opening_lines(text, list(found.values())) if label.words not in found}
    return tuple(sorted(_with_limits(text, list(_in_items(text, list(found.values()))))))


def _with_limits(text: str, found: list[Label]) -> list[Label]:
    """The labels, 完成时间 as a limit where its words are one and no other label is (so do `tables`)."""
    if any(label.field == "deadline" for label in found) or all(label.field != "finished_on" for label in found):
        return found
    found = sorted(found)
    beside = zip(found, [*found[1:], None], [None, *found], strict=False)  # who reports beside it, rather behind it
    return [
        label._replace(field="deadline")
        if label.field == "finished_on" and is_limit(text, label.words, len(text), _says_done(text, behind, ahead))
        else label
        for label, behind, ahead in beside
    ]


def _says_done(text: str, *beside: Label | None) -> bool:
    """Whether the first of the labels beside 完成时间 that tells how far a task is says that it is done."""
    told = next((label for label in beside if label and label.field in _REPORTING), None)
    line = _LINE.search(text, told.words) if told else None
    return line is not None and status_of(line[0])[0] in ("completed", "closed")


def _in_items(text: str, found: Sequence[Label]) -> Iterator[Label]:
    """The labels, where 1.问题名称：, 2.问题名称： are two items that open with a label, and no numbered sections."""
    heads = {label: m for label in found if label.numbered and (m := _NUMBERED.match(text, label.start))}
    several = len({m[0].strip() for label, m in heads.items() if label.field == "problem"}) > 1
    for label in found:
        opens = several and label.field == "problem" and label in heads
        yield label._replace(start=heads[label].end(), numbered=False) if opens else label


class _Printed(NamedTuple):
    """Name as it may be printed -> field; and last character of a name -> the lengths of names that end so, the longest first."""

    fields: dict[str, str]
    lengths: dict[str, list[int]]


@cached
def _printed() -> _Printed:
    return _by_ending(field_names())


@cached
def _printed_counted() -> _Printed:
    """The same with names that label a problem only where they are counted (任务一（督察反馈第6项）：)."""
    return _by_ending(field_names() | dict.fromkeys(lexicon("counted_labels"), "problem"))


@cached
def _printed_behind() -> _Printed:
    """The same with short names that label a field only behind another label of their line, or of the one above (受理编号：…。反映：…。处理：…)."""
    short = {name: field for field, names in lexicon("short_labels").items() for name in names}
    return _by_ending(short | field_names())


def _by_ending(names: dict[str, str]) -> _Printed:
    both = names | {n.replace("(", "（").replace(")", "）"): field for n, field in names.items()}
    sizes: dict[str, set[int]] = {}
    for name in both:
        sizes.setdefault(name[-1], set()).add(len(name))
    return _Printed(both, {last: sorted(found, reverse=True) for last, found in sizes.items()})


@cached
def _said() -> regex.Pattern[str]:
    names, behind = "|".join(lexicon("said")), rule_pattern("tasks.said_at_once").pattern
    return compiled(sought(rf"(?<=[，,。；;\n\s　])(?P<name>{names})(?:[为是]|(?P<bare>)(?={behind}))"))


def _before_colons(text: str) -> Iterator[Label]:
    reach = -1  # how far the label before reaches: to the end of the line behind its own
    for m in _COLON.finditer(text):
        end = m.start()
        while end > 0 and text[end - 1] in " 　】]":
            end -= 1
        if counted := _COUNTED.search(text, max(end - _LEAD_LENGTH - _LONGEST_LINE, 0), end):
            end = counted.start()
        names, lengths = _printed_counted() if counted else _printed_behind() if end <= reach else _printed()
        for length in lengths.get(text[end - 1 : end], ()):
            field = names.get(text[end - length : end]) if 1 < length <= end else None
            lead = _lead(text, end - length) if field else None
            if field and lead:
                reach = _end_of_next_line(text, m.end())
                yield Label(lead.start("head"), field, m.end(), bool(lead["head"].strip(" 　[【")))
                break


def _end_of_next_line(text: str, at: int) -> int:
    first = text.find("\n", at)
    second = text.find("\n", first + 1) if first >= 0 else -1
    return second if second >= 0 else len(text)


def _alone(text: str) -> Iterator[Label]:
    """A label that is a line of its own; the words begin in the next line."""
    names, lengths = _printed()
    for m in _LINE.finditer(text):
        if m.end() - m.start() > _LONGEST_LINE or m.end() == len(text):
            continue
        line = m[0].strip(" 　\t]】")
        if line[-1:] not in lengths:
            continue
        number = _NUMBERED.match(line)
        name = line[number.end() :] if number else line
        if name in names:
            yield Label(m.start(), names[name], m.end(), name != line)


def _bracketed(text: str) -> Iterator[Label]:
    """【整改时限】2022年底前: the brackets alone set the name off."""
    names = _printed().fields
    for m in _BRACKETED.finditer(text) if "【" in text or "[" in text else ():
        if m["name"] in names:
            lead = _lead(text, m.start())
            start = lead.start("head") if lead else m.start()
            yield Label(start, names[m["name"]], m.end(), bool(lead and lead["head"].strip()))


def _opening_lines(text: str, plain: Sequence[Label]) -> Iterator[Label]:
    """Names at the start of a line that are longer than a known one that they end with (责任落实单位：), that are spread (责 任 单 位：) or
    set off by a gap. They count where they come twice, between labels that are printed plainly, or as the numbered sections of a notice
    (一、整改任务 … / 二、整改目标 …)."""
    found = [(m, field) for m in _OPENING.finditer(text) if (field := _field_opening(text, m))]
    first, last = (min(p.start for p in plain), max(p.start for p in plain)) if plain else (0, 0)
    times = Counter(m["name"] for m, _ in found)
    sections = {field for m, field in found if m["gap"] and _SECTION.match(m["number"])}
    for m, field in found:
        heads = len(sections) >= _SECTIONS and _SECTION.match(m["number"]) is not None
        if heads or times[m["name"]] > 1 or first < m.start() < last:
            yield Label(m.start(), field, m.end(), bool(m["number"].strip()), line=m["gap"] is not None and not heads)


def _field_opening(text: str, m: regex.Match[str]) -> str | None:
    name = "".join(m["name"].split())
    if m["gap"] is None:
        field = _printed().fields.get(name) if name != m["name"] else ending_field(name)
        return None if field in ("number", "ignored") else field
    known = _printed().fields.get(name)
    behind = text[m.end() : m.end() + _LONGEST_LINE].split()
    return known if behind and not field_of(behind[0]) else None


def _gapped(text: str) -> Iterator[Label]:
    """期限 2022年底　牵头 市水利局: labels set off by a gap alone, at the start of a line or behind a wider gap, where forms one below
    the other have two of them each at least."""
    names = _gap_names()
    found = [(m, names[m["name"]]) for m in _GAPPED.finditer(text) if m["name"] in names]
    times = Counter(m["name"] for m, _ in found)
    if sum(n > 1 for n in times.values()) > 1:
        for m, field in found:
            yield Label(m.start("name"), field, m.end(), False, line=True)


@cached
def _gap_names() -> dict[str, str]:
    short = (*lexicon("short_labels").items(), *lexicon("gap_labels").items())
    return {name: field for field, names in short for name in names} | field_names()


def _form_lines(text: str) -> Iterator[Label]:
    names = _printed().fields
    for m in _FORM_LINE.finditer(text) if "|" in text or "｜" in text else ():
        if m["name"] in names and m["value"].strip() not in names:
            yield Label(m.start("name"), names[m["name"]], m.start("value"), False, line=True)


def _in_sentences(text: str, printed: Sequence[int]) -> Iterator[Label]:
    """责任单位为… in a sentence; without 为 it is a label only behind a printed one of its line (完成情况：…。责任单位某县人民政府)."""
    names = _printed().fields
    for m in _said().finditer(text):
        line = max(text.rfind("\n", 0, m.start()), 0)  # a label at its beginning begins with the break
        if m["bare"] is None or bisect_left(printed, line) < bisect_left(printed, m.start()):
            yield Label(m.start(), names[m["name"]], m.end(), False, True)


def _lead(text: str, start: int) -> regex.Match[str] | None:
    """What stands before a label must open it: the beginning of a line or clause, a gap, a number."""
    return _LEAD.search(text, max(start - _LEAD_LENGTH, 0), start)
