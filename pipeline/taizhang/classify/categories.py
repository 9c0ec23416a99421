"""The categories of a task: what its statement is about, read with what follows it and the title above all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import regex

from taizhang.classify.features import Features
from taizhang.classify.hashing import LONGEST, Indices, batches, codes_of, joined, ngrams, within, words_in
from taizhang.classify.linear import Floats
from taizhang.classify.shape import numbered
from taizhang.rules import Dictionary, cached, compiled, latest, load_pack, table, term_by_word
from taizhang.segment import sentence_at
from taizhang.types import Draft, Task
from taizhang.vocabulary import CATEGORIES, DOMAINS, Category

DETAIL = 120  # characters of the sentence around a statement that are looked at
FOLLOWING = 120  # characters behind that sentence: the title of a case often says who, and only what follows says what
CUE_WEIGHT = 4.0  # cues weigh more here than in bulletins: a statement is short, and one word of it often decides
FIELDS = 300  # characters of a complaint's form that are looked through for the kind of pollution
CONTEXT = 60  # characters of title, or of the lead where no title is printed


@cached
def _cues() -> Dictionary[tuple[int, ...]]:
    """The cues of all categories and words that hold a cue and are none (河 in 湖北)."""
    lexicons = load_pack("classify").lexicons
    cues = numbered((lexicons["categories"].get(c, ()) for c in CATEGORIES), lexicons["no_category"]["words"])
    return Dictionary(cues, everywhere=True)


def hits(text: str) -> list[int]:
    """How many cues of each category occur in `text`, outside words that are no cue."""
    found = [0] * len(CATEGORIES)
    seen = _cues().find(text)
    closed = [(start, end) for start, end, numbers in seen if not numbers]
    for start, end, numbers in seen:
        if numbers and not any(a <= start and end <= b for a, b in closed):
            for number in numbers:
                found[number] += 1
    return found


@cached
def _domains() -> Dictionary[tuple[int, ...]]:
    return Dictionary(numbered(load_pack("classify").lexicons["domains"].values()), everywhere=True)


def domain_hits(text: str) -> list[int]:
    """How often the cues of each field occur in `text`."""
    found = [0] * len(DOMAINS)
    for *_, numbers in _domains().find(text):
        for number in numbers:
            found[number] += 1
    return found


class Statement(NamedTuple):
    """A task as it is looked at: its title, the words around it, and what stands above all tasks of its page."""

    title: str
    detail: str
    context: str


def statement_features(statements: Sequence[Statement]) -> Iterator[Features]:
    """The features of each statement; the same function serves training and use."""
    for few in batches(statements):
        yield from _together(few)


def _together(statements: Sequence[Statement]) -> Iterator[Features]:
    """The features of at most TOGETHER statements, which are hashed in a row."""
    titles, around = [s.title for s in statements], [_told(s) for s in statements]
    codes, ends = joined(titles)
    starts, words = words_in([title[:LONGEST] for title in titles], codes)
    single, pairs, among_words = ngrams(codes, 1), ngrams(codes, 2), starts.searchsorted(ends).tolist()
    codes_around, ends_around = joined(around)
    pairs_around = ngrams(codes_around, 2)
    for i, (statement, dense) in enumerate(zip(statements, _dense(statements, around), strict=True)):
        start, end = ends[i : i + 2]
        own = (words[slice(*among_words[i : i + 2])], single[start:end], within(pairs, 2, start, end))
        told = within(pairs_around, 2, *ends_around[i : i + 2])
        yield Features(np.concatenate(own), told, _of_context(statement.context)[2], dense)


def _told(statement: Statement) -> str:
    title, detail, _ = statement
    return detail if title in detail else f"{title}\n{detail}"


def _dense(statements: Sequence[Statement], around: Sequence[str]) -> Floats:
    """The cues of each statement, those around it, those above it; cues of detail and context are counted once more where the title
    holds none: then they alone tell. And the cues of fields."""
    own, told = (_cues_of([hits(text) for text in texts]) for texts in ([s.title for s in statements], around))
    above, fields = (np.array([_of_context(s.context)[i] for s in statements]) for i in (0, 1))
    mute = ~own.any(axis=1, keepdims=True)
    domains = np.log1p(fields + np.array([domain_hits(text) for text in around], dtype=np.float32))
    return np.concatenate((own, told, above, told * mute, above * mute, domains), axis=1) * np.float32(CUE_WEIGHT)


def _cues_of(counted: Sequence[int] | Sequence[Sequence[int]]) -> Floats:
    return np.log1p(np.array(counted, dtype=np.float32))


@latest
def _of_context(context: str) -> tuple[Floats, Floats, Indices]:
    """What all tasks of a document share: the cues of categories and of fields in the context, and its pairs of characters."""
    fields = np.array(domain_hits(context), dtype=np.float32)
    return _cues_of(hits(context)), fields, ngrams(codes_of(context), 2)


def statement_of(task: Task, draft: Draft, stop: int) -> Statement:
    """A task of a document as a statement; `stop` is where the next task begins."""
    detail = task.problem or sentence_of(draft, task.start)
    return Statement(task.title, detail_of(draft, detail, draft.text.find(detail, task.start), stop), context_of(draft))


def detail_of(draft: Draft, words: str, at: int, stop: int) -> str:
    """The words around a statement, which stand at `at` in the text (-1 where they do not), and what follows up to `stop`. Of the
    line that holds the next statement nothing is read: its first cells tell of that one."""
    if at < 0:
        return words[:DETAIL]
    behind = at + len(words)
    following = draft.text[behind : min(stop, behind + FOLLOWING)]
    if stop <= min(behind + FOLLOWING, len(draft.text) - 1) and "\n" in following:
        following = following[: following.rindex("\n")]
    return words[:DETAIL] + following


def context_of(draft: Draft) -> str:
    """What stands above all tasks: the title, or the beginning of the text."""
    return (draft.title or draft.text[draft.structure.body[0] :][:CONTEXT])[:CONTEXT]


def sentence_of(draft: Draft, place: int) -> str:
    """The words of the sentence that covers `place`, or an empty string."""
    at = sentence_at(draft.structure, place)
    start, end = draft.structure.sentences[at] if at >= 0 else (0, 0)
    return draft.text[start:end] if place < end else ""


@table()
def _types() -> tuple[regex.Pattern[str], dict[str, Category]]:
    """A field or cell that names kinds of pollution and nothing else, and the category of each kind."""
    kinds = term_by_word("classify", "pollution_types", CATEGORIES)
    kind = f"(?:{'|'.join(kinds)})(?:污染|破坏)?"
    return compiled(rf"[|\t\n：:][ \u3000]*+({kind}(?:[、,，/和及 ]{{1,2}}{kind})*+)[ \u3000]*+(?=[|\t\n。；;])"), kinds


def named_types(draft: Draft, start: int, stop: int) -> set[Category]:
    """The categories that the form of a complaint names itself: its field of the kind of pollution stands between `start` and `stop`."""
    pattern, kinds = _types()
    field = pattern.search(draft.text, start, min(stop, start + FIELDS))
    return {category for kind, category in kinds.items() if kind in field[1]} if field else set()


def choose(probabilities: npt.NDArray[np.float64], thresholds: Sequence[float]) -> tuple[Category, ...]:
    """The categories at or above their thresholds, in vocabulary order; the likeliest one where none is."""
    chosen = [c for c, p, t in zip(CATEGORIES, probabilities, thresholds, strict=True) if p >= t]
    return tuple(chosen) or (CATEGORIES[int(probabilities.argmax())],)
