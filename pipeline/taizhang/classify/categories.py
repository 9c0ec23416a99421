"""The categories of a task: what its statement is about, read with the sentence it stands in and the title above it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import ahocorasick
import numpy as np
import numpy.typing as npt

from taizhang.classify.features import Features, ngrams, sums_of, words_of
from taizhang.rules import cached, load_pack
from taizhang.types import Draft, Task
from taizhang.vocabulary import CATEGORIES

DETAIL = 120  # characters of the sentence around a statement that are looked at
CONTEXT = 60  # characters of title, or of the lead where no title is printed


@cached
def _cues() -> ahocorasick.Automaton:
    lexicon = load_pack("classify").lexicons["categories"]
    members: dict[str, list[int]] = {}
    for number, category in enumerate(CATEGORIES):
        for phrase in lexicon.get(category, ()):
            members.setdefault(str(phrase), []).append(number)
    automaton = ahocorasick.Automaton()
    for phrase, numbers in sorted(members.items()):
        automaton.add_word(phrase, tuple(numbers))
    automaton.make_automaton()
    return automaton


def hits(text: str) -> list[int]:
    """How many cues of each category occur in `text`."""
    found = [0] * len(CATEGORIES)
    for _, numbers in _cues().iter(text):
        for number in numbers:
            found[number] += 1
    return found


def statement_features(title: str, detail: str, context: str) -> Features:
    """The features of one statement; the same function serves training and use."""
    both = detail if title in detail else f"{title}\n{detail}"
    dense = np.log1p(np.array(hits(title) + hits(detail) + hits(context), dtype=np.float32))
    return Features(words_of(title, sums_of(title)), ngrams(sums_of(both), 2), ngrams(sums_of(context), 2), dense)


def task_features(task: Task, draft: Draft) -> Features:
    """The features of a task in its document."""
    return statement_features(task.title, (task.problem or sentence_at(draft, task.start))[:DETAIL], context_of(draft))


def context_of(draft: Draft) -> str:
    """What stands above all tasks: the title, or the beginning of the text."""
    return (draft.title or draft.text[draft.structure.body[0] :][:CONTEXT])[:CONTEXT]


def sentence_at(draft: Draft, place: int) -> str:
    """The sentence that covers `place`, or an empty string."""
    sentences = draft.structure.sentences
    at = bisect_right(sentences, (place, len(draft.text) + 1)) - 1
    return draft.text[slice(*sentences[at])] if at >= 0 and place < sentences[at][1] else ""


def choose(probabilities: npt.NDArray[np.float64], thresholds: Sequence[float]) -> tuple[str, ...]:
    """The categories at or above their thresholds, in vocabulary order; the likeliest one where none is."""
    chosen = [c for c, p, t in zip(CATEGORIES, probabilities, thresholds, strict=True) if p >= t]
    return tuple(chosen) or (CATEGORIES[int(probabilities.argmax())],)
