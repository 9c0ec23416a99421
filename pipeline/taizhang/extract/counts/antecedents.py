"""Antecedents: what the sentence, the paragraph or its heading names before a figure that may be what it counts."""

from __future__ import annotations

from typing import Final

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.lexicon import Token
from taizhang.extract.counts.pack import pattern, said_before, words
from taizhang.extract.counts.phrases import is_no_noun, name_of, noun_of
from taizhang.rules import compiled

SIGHT: Final = 300  # characters before a figure that are looked at
_TYPES = compiled("类[型别]|要素|问题(?=[，,：:])")
_PROBLEMS = "问题"
_SHARE = "占比"
_NOISE = "噪声"
_BUILDING = "建设"
_NAME = 10  # the longest name behind a figure


def paragraph(text: str, start: int) -> int:
    """Where the paragraph, as far as it is in sight, begins that holds the figure at `start`."""
    return text.rfind("\n", max(0, start - SIGHT), start) + 1 or max(0, start - SIGHT)


def item(text: str, end: int) -> int:
    """Where the last numbered item before `end` begins, or what is in sight of none."""
    begin = max(0, end - SIGHT)
    return max((found.start() for found in pattern("item_start").finditer(text, begin, end)), default=begin)


def types(text: str, clause: Clause, unit: str) -> str | None:
    """What is broken down by its types, where the sentence says so: 从环境问题类型看，水2个、大气3个; 按环境要素分，水2个; 所反映
    的环境问题，大气3个; 按类别分，水37.5%."""
    if not (clause.breaks_down or clause.facet):
        return None
    begin = max(clause.opened - SIGHT, text.rfind("。", max(0, clause.opened - SIGHT), clause.number), 0)
    told = list(_TYPES.finditer(text, begin, clause.number))
    if unit == "%":
        return _SHARE if any(type_[0].startswith("类") for type_ in told) else None
    kind = next(filter(None, (said_before("types_of", text, type_.start()) for type_ in told)), None)
    return name_of(kind[1] or f"{kind[2] or ''}{_PROBLEMS}") if kind else None


def of_noise(unit: str) -> bool:
    """Whether noise is measured in `unit`."""
    return words().default_objects.get(unit) == _NOISE


def noise(text: str, clause: Clause) -> str | None:
    """夜间噪声 of 夜间实测58分贝."""
    at = pattern("noise_at").match(text, clause.opened, clause.number)
    return f"{at[1]}{_NOISE}" if at else None


def disposed_of(text: str, clause: Clause) -> str | None:
    """矸石 of 把矸石倒进沟道，堆存约3万吨: what the sentence says before that something is done with."""
    said = pattern("disposed_of").search(text, clause.opened, clause.start)
    return name_of(said[1]) if said else None


def worked_on(text: str, clause: Clause, work: str) -> str | None:
    """What the paragraph said before that this work is done to: 塌陷地治理弄虚作假。应治理7300亩."""
    begin = paragraph(text, clause.number)
    at = text.rfind(work, begin, clause.start)
    said = pattern("worked").match(text, begin, at) if at > begin else None
    name = name_of(said[1]) if said else None
    return name if name and not is_no_noun(name) and not work.endswith(words().worked_on) else None


def households(text: str, start: int) -> str | None:
    """散养户 of 散养户粪污入河，涉及145户: which households the paragraph spoke of last."""
    spoken = pattern("households").findall(text, paragraph(text, start), start)
    return spoken[-1] if spoken else None


def under_construction(text: str, clause: Clause) -> str | None:
    """公厕 of 公厕建设滞后。应建成30座，仅建成12座: what the paragraph says is being built."""
    begin = paragraph(text, clause.number)
    at = text.rfind(_BUILDING, begin, clause.start)
    said = pattern("worked").match(text, begin, at) if at > begin else None
    name = name_of(pattern("of_place").sub("", said[1])) if said else None
    return None if name is None or is_no_noun(name) else name


def subject(text: str, clause: Clause) -> str | None:
    """别墅 of 7栋别墅占用林地: what stands between a figure and its predicate, and nothing before the figure."""
    if clause.left or not clause.right:
        return None
    start, end = clause.right
    told = bool(clause.after) and clause.after[0].start == end
    return name_of(text[start:end]) if start == clause.edge and told and 1 < end - start < _NAME else None


def event(text: str, clause: Clause) -> str | None:
    """投诉 of 群众投诉过三次: what happened so often, where no more than how often stands between."""
    spoken = (*clause.before[:1], *clause.earlier[:1], *clause.topic[-1:])
    last = max(spoken, key=lambda token: token.end, default=None)
    told = last and pattern("so_many_times").fullmatch(text, last.end, clause.number)
    return last.word.text if last and told else None


def rounds(text: str, clause: Clause) -> str | None:
    """督察 of 督察组分两批对11个市开展督察, 巡视 of 分两批对14个市开展了巡视: what inspectors do in so many batches."""
    split = text.endswith(words().splits, 0, clause.number)
    going_on = pattern("in_batches").match(text, clause.edge) if split else None
    if going_on is None:
        return None
    done = said_before("team_work", text, clause.number)
    return done[1] if done else going_on["work"]


def prosecuted(clause: Clause, cue: Token | None) -> str | None:
    """案件 of 移送公安机关3起: what is done to cases only, whatever the unit counted before."""
    if cue is None or cue not in clause.before or cue.word.text not in words().prosecuted:
        return None
    return words().default_objects["件"]


def sum_spoken_of(text: str, start: int) -> str | None:
    """The money that the paragraph of the figure at `start`, or the numbered line above it, spoke of last."""
    begin, sums = paragraph(text, start), pattern("sums")
    spoken = sums.findall(text, begin, start) or sums.findall(text, _heading(text, begin), begin)
    return noun_of(spoken[-1]) if spoken else None


def _heading(text: str, begin: int) -> int:
    """Where the numbered line begins that stands right above the paragraph at `begin`; `begin` where there is none."""
    above = text.rfind("\n", max(0, begin - SIGHT), max(0, begin - 1))
    return above if above >= 0 and pattern("item_start").match(text, above, begin) else begin
