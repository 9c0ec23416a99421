"""Find the record that a correction is about, in a document as it is read now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from taizhang.segment.around import sentence_around, sentence_hash
from taizhang.types import Restored

if TYPE_CHECKING:
    from taizhang.correct.correction import Correction

HEAD = 200  # a correction of a whole document hangs on so many characters of its beginning


class Spanned(Protocol):
    """Anything with a span in the restored text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Anchor(NamedTuple):
    """Where a record stands: hash of its sentence, how far into it, and which of the records of one span it is."""

    sentence: str
    at: int
    nth: int


Why = Literal["changed", "gone"]


def anchors(text: str, records: Sequence[Spanned]) -> list[Anchor]:
    """The anchor of each record, in their order."""
    seen: Counter[tuple[int, int]] = Counter()
    out = []
    for record in records:
        span = record.start, record.end
        seen[span] += 1
        left, right = sentence_around(text, *span)
        out.append(Anchor(sentence_hash(text[left:right]), record.start - left, seen[span]))
    return out


def head_hash(text: str) -> str:
    """What a correction of a whole document hangs on."""
    return sentence_hash(text[:HEAD])


def find(correction: Correction, restored: Restored, records: Sequence[Spanned]) -> int | Why:
    """The index of the record that a correction is about; else why there is none: its sentence has `changed`, or the
    sentence stands and the record is `gone`. Where a sentence stands twice, the nearer one is meant."""
    placed = anchors(restored.text, records)
    wanted = Anchor(correction.sentence, correction.at, correction.nth)
    fitting = [i for i, anchor in enumerate(placed) if anchor == wanted]
    if fitting:
        return min(
            fitting,
            key=lambda i: abs(restored.offsets.to_source(records[i].start, records[i].end)[0] - correction.start),
        )
    return "gone" if _stands(correction, restored.text) else "changed"


def _stands(correction: Correction, text: str) -> bool:
    """Whether the sentence is still there: a piece of text between two ends of sentences has its hash."""
    at = -1
    while correction.quote and (at := text.find(correction.quote, at + 1)) >= 0:
        left, right = sentence_around(text, at, at + len(correction.quote))
        if sentence_hash(text[left:right]) == correction.sentence:
            return True
    return False
