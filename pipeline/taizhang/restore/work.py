"""The text under repair: each pass sees the text the passes before it left, and the map grows with every pass."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from taizhang.offsets import Edit, OffsetMap, apply_edits
from taizhang.types import Repair

SURE: Final = 0.9
"""Nothing may be read from a repair of lower confidence, though it may be shown."""


class Finding(NamedTuple):
    """What a pass proposes for `[start, end)` of the text it was given. Not `applied`: the text stays, the stretch is
    doubtful, and `after` is only the best guess."""

    start: int
    end: int
    after: str
    kind: str
    confidence: float = 1.0
    applied: bool = True


class Work:
    """A text, the way back to its source, and the record of what was done to it."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.text = source
        self.offsets = OffsetMap.identity(len(source))
        self.repairs: list[Repair] = []
        self._doubtful: list[tuple[int, int]] = []

    def take(self, findings: Sequence[Finding]) -> bool:
        """Apply the findings (spans of the present text); tell whether the text changed. Of two that overlap the one
        that begins first stands, the longer one where both begin together."""
        if not findings:
            return False
        findings = _apart(findings)
        for found in findings:
            self._record(found)
        edits = [Edit(f.start, f.end, f.after, f.kind) for f in findings if f.applied]
        return self._edit(edits)

    def substitute(self, text: str) -> None:
        """Take a text of the same length, character for character, in place of the present one."""
        self.text = text

    def doubt(self, spans: Iterable[tuple[int, int]]) -> None:
        """Nothing may be read from these spans of the present text."""
        self._doubtful += [self.offsets.to_source(*span) for span in spans]

    def record_whole(self, kind: str) -> None:
        """Record a repair of the text as a whole (its script)."""
        self.repairs.append(Repair(kind, 0, len(self.source), "", ""))

    @property
    def doubtful(self) -> tuple[tuple[int, int], ...]:
        """The doubtful spans of the present text, in order, those that were not removed since."""
        spans = {self.offsets.to_text(*span) for span in self._doubtful}
        return tuple(sorted((start, end) for start, end in spans if start < end))

    def _record(self, found: Finding) -> None:
        start, end = self.offsets.to_source(found.start, found.end)
        before = self.source[start:end]
        self.repairs.append(Repair(found.kind, start, end, before, found.after, found.confidence, found.applied))
        if not found.applied or found.confidence < SURE:
            self._doubtful.append((start, end))

    def _edit(self, edits: Sequence[Edit]) -> bool:
        if not edits:
            return False
        self.text, later = apply_edits(self.text, edits)
        self.offsets = self.offsets.then(later)
        return True


def _apart(findings: Sequence[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    for found in sorted(findings, key=lambda f: (f.start, -f.end)):
        if not kept or found.start >= kept[-1].end:
            kept.append(found)
    return kept
