"""How far a task is, and whether a complaint was found true, by the words that say so."""

from __future__ import annotations

from typing import Final, Literal

import regex

from taizhang.extract.tasks.words import cues, lexicon, rule_pattern, status_said
from taizhang.rules import compiled
from taizhang.vocabulary import TaskStatus

Verified = Literal["yes", "partly", "no"]
_SENTENCE = compiled(r"[^。；;\n]+")
_LONGEST_MARK = 4  # characters of a cell that is a mark or a status
_SHORT = 12  # characters of a cell that says no more than that it is done (已清理, 已拆除到位)
_UNDONE = compiled(
    r"[尚仍还]?(?:未|没有?)(?!发现|查实|涉及|超标|说明|填报|填写|上报|报送)\p{Han}{2,4}"
)  # of a cell: 未拆除, 尚未复耕
_GOING_ON = compiled(r"(?:正在)?\p{Han}{2,4}(?<!其|当|集|之)中")  # of a cell: 整治中, 推进中, 验收中
_FACTS: Final[tuple[tuple[str, TaskStatus], ...]] = (
    ("tasks.overdue_fact", "overdue"),
    ("tasks.undone_fact", "not_completed"),
    ("tasks.partly_done", "in_progress"),
    ("tasks.case_rest", "in_progress"),
)  # what a case says, the first that it says


def status_of(words: str) -> tuple[TaskStatus, str | None]:
    """(status, the sentence that tells it) of a progress field or cell; ("none", None) where nothing tells.

    What is said of the task as a whole (该项任务…, or a sentence that is nothing but a status) counts before the parts of it
    that are told first."""
    plain = words.strip(" 　\n。")
    if _GOING_ON.fullmatch(plain) and not bare_status(plain):
        return "in_progress", plain
    if len(plain) <= _SHORT and "正在" not in plain and rule_pattern("tasks.now_done").match(plain):
        return "completed", plain
    sentences = _SENTENCE.findall(words)
    whole = [s for s in sentences if any(w in s for w in lexicon("whole"))]
    if not whole and (bare := _bare_at_an_end(sentences)):
        return _or_closed(bare[0], words), bare[1]
    for sentence in (*whole[::-1], *sentences):
        status = _status_in(_telling(sentence))
        if status:
            return _or_closed(status, words), sentence.strip()
    return ("not_completed", plain) if _UNDONE.fullmatch(plain) else ("none", None)


def _or_closed(status: TaskStatus, words: str) -> TaskStatus:
    """The status that words tell; what is done they may tell to be closed as well (已完成整改。…通过市级验收并销号)."""
    return "closed" if status == "completed" and is_closed(words) else status


def sentence_of(words: str, said: regex.Match[str]) -> str:
    """The sentence that holds what was found in words."""
    start = max(words.rfind(mark, 0, said.start()) for mark in "。；;\n") + 1
    stop = _SENTENCE.match(words, said.end() - 1)
    return words[start : stop.end() if stop else said.end()].strip()


def bare_status(sentence: str) -> TaskStatus | None:
    """The status that a sentence or cell is, where it says nothing else (已整改, 正在推进)."""
    told = rule_pattern("tasks.bare_status").fullmatch(sentence.strip(" 　\n。"))
    return status_said("tasks.bare_status", told) if told else None


def is_mark(words: str) -> bool:
    """Whether the words of a cell are too few to tell how far something is; they may be a mark that nobody can read (△)."""
    return 0 < len(words) <= _LONGEST_MARK


def _bare_at_an_end(sentences: list[str]) -> tuple[TaskStatus, str] | None:
    """What the first sentence of a report is, or else the last, where it is nothing but a status; inside, it is that of a part."""
    told = [s for s in sentences if s.strip(" 　")]
    ends = ((bare_status(s), s.strip()) for s in (*told[:1], *told[-1:]))
    return next(((status, said) for status, said in ends if status), None)


def _status_in(sentence: str) -> TaskStatus | None:
    """The status that the first cue in a sentence gives. What is to be done by a day (须于9月底前完成) is not done yet, nor what a share
    or a first step of is done."""
    if rule_pattern("tasks.overdue_fact").search(sentence):
        return "overdue"
    sentence = _without_closure(sentence)
    cue = next((cue for cue in cues("status") if any(word in sentence for word in cue.words)), None)
    if cue is None or cue.status != "completed":
        return cue and cue.status
    if rule_pattern("tasks.denied").search(sentence):
        return "not_completed"
    done = rule_pattern("tasks.to_come").sub("", sentence)
    begun = any(rule_pattern(rule).search(done) for rule in ("tasks.share_done", "tasks.first_step"))
    open_yet = begun or rule_pattern("tasks.work_left").search(sentence)
    return "in_progress" if open_yet or not any(word in done for word in cue.words) else "completed"


def _without_closure(sentence: str) -> str:
    """A sentence without the clause that says that what is done waits to be closed (已完成整改，正在申请销号)."""
    rest = rule_pattern("tasks.awaits_closure").sub("", sentence)
    done = any(word in rest for cue in cues("status") if cue.status == "completed" for word in cue.words)
    return rest if done else sentence


def status_of_case(words: str) -> tuple[TaskStatus, str | None]:
    """What a case says of its own rectification: as far as it is still open, or was looked at again."""
    told = [(_telling(s), s.strip()) for s in _SENTENCE.findall(words)]
    for rule, status in _FACTS:
        for fact, sentence in told:
            if rule_pattern(rule).search(fact):
                return status, sentence
    for cue in cues("case_status"):
        for fact, sentence in told:
            if any(word in fact for word in cue.words):
                return cue.status, sentence
    for fact, sentence in told:
        if rule_pattern("tasks.now_done").search(fact):
            return "completed", sentence
        if rule_pattern("tasks.share_by_now").search(fact):
            return "in_progress", sentence
    return "none", None


def _telling(sentence: str) -> str:
    """A sentence without what tells nothing of how far something is: threats, an acceptance that is itself the fault, and what a
    business was doing when somebody came to look (企业正在生产)."""
    if "验收" in sentence or "销号" in sentence:
        sentence = rule_pattern("tasks.false_acceptance").sub("", sentence)
    if "正在" in sentence:
        sentence = rule_pattern("tasks.at_work").sub("", sentence)
    return rule_pattern("tasks.threat").sub("", sentence)


def status_of_report(words: str) -> tuple[TaskStatus, str | None]:
    """The same for a report in sentences: the one that speaks of the task as a whole, else the last one that tells."""
    sentences = [rule_pattern("tasks.restated").sub("", s) for s in _SENTENCE.findall(words)]
    about = [s for s in sentences if any(w in s for w in lexicon("telling"))]
    if not about and (bare := _bare_at_an_end(sentences)):
        return bare
    for sentence in (*about[::-1], *sentences[::-1]):
        status, said = status_of(sentence)
        if status != "none":
            return status, said
    return "none", None


def is_closed(words: str) -> bool:
    """Whether 销号 is stated as done, not as waited for."""
    words = rule_pattern("tasks.closure_of_others").sub("", words)
    done = rule_pattern("tasks.closed").search(words) is not None
    return done and not any(w in words for w in lexicon("not_closed"))


def verified_of(words: str) -> Verified | None:
    """是否属实, as a cell or a sentence says it; several findings of both kinds are `partly`."""
    if words.strip(" 　\n。") in ("是", "否"):
        return "yes" if "是" in words else "no"
    found = {cue["verified"] for cue in lexicon("verified") if any(w in words for w in cue["words"])}
    if "partly" in found:
        return "partly"
    without = words.replace("不属实", "").replace("未属实", "")
    if "no" in found:
        return "partly" if "属实" in without else "no"
    return "yes" if "yes" in found else None
