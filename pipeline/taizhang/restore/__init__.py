"""Undo what mirrors did to a text, and keep the way back to the source. See `docs/restore.md`.

What comes in: the text a reader made. What goes out: the text a person would read, in simplified characters, the map
from it to the source, and the record of all repairs. Knowledge lies in `rules/restore.yml` and `rules/chrome.yml`. Every
pass is skipped where the text holds no character it could be about; clean text passes through as it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from taizhang.messages import DAMAGE, warning
from taizhang.offsets import Edit
from taizhang.read.misread import garbled
from taizhang.restore.chrome import chrome
from taizhang.restore.classes import Kind, classes, present
from taizhang.restore.figures import lost_digits, lost_units
from taizhang.restore.gloss import glosses, toneless_glosses
from taizhang.restore.marks import inserted, invisible, markup, plain_spaces
from taizhang.restore.script import replace_radicals, script_of, simplify
from taizhang.restore.shift import unshift
from taizhang.restore.stretch import may_hold_traces
from taizhang.restore.twice import doubled
from taizhang.restore.work import Finding, Work
from taizhang.types import Repair, Restored
from taizhang.vocabulary_zh import say

__all__ = ["restore"]


def restore(source: str, edits: Sequence[Edit] = ()) -> Restored:
    """Undo damage in `source`; `edits` are joins and removals the reader asks for.

    Repairs below the threshold leave the text as it is and make the stretch `doubtful`. Never raises on any text.
    """
    work = Work(source)
    work.take([Finding(*edit) for edit in edits])
    bits = classes(work.text)
    here = present(bits)
    if here & (Kind.INVISIBLE | Kind.MARKUP | Kind.RADICAL):
        _unwrap(work, here)
        bits = classes(work.text)
        here = present(bits)
    script = script_of(bits)
    traces = here & (Kind.QUERY | Kind.ODD | Kind.TONE) or may_hold_traces(work.text, script != "hans")
    if traces and unshift(work, bits, here, script != "hans"):
        bits = classes(work.text)
        here = present(bits)
        script = script_of(bits)
    if here & Kind.TONE:
        work.take(glosses(work.text, script == "hans"))
    elif "(" in work.text:
        work.take(toneless_glosses(work.text))
    work.take(inserted(work.text))
    if script != "hans":
        work.substitute(simplify(work.text))
        work.record_whole("script")
    work.take(chrome(work.text))
    work.take(doubled(work.text))
    _figures(work, here)
    return Restored(
        work.text,
        source,
        work.offsets,
        script,
        tuple(work.repairs),
        work.doubtful,
        _warnings(source, work.repairs, work.doubtful),
    )


def _unwrap(work: Work, here: int) -> None:
    """Invisible characters, markup and radicals: they hide from the later passes what they break up."""
    if here & Kind.INVISIBLE:
        work.take(invisible(work.text))
        work.substitute(plain_spaces(work.text))
    if here & Kind.MARKUP:
        work.take(markup(work.text))
    if here & Kind.RADICAL:
        work.substitute(replace_radicals(work.text))
        work.record_whole("radical")


def _figures(work: Work, here: int) -> None:
    work.take(lost_units(work.text))
    if here & Kind.QUERY or "？" in work.text:
        work.doubt(lost_digits(work.text))


def _warnings(source: str, repairs: Sequence[Repair], doubtful: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """One line for each kind of damage that was left, one for stretches that were not read, one for a text that tells nothing."""
    left = sorted({r.kind for r in repairs if not r.applied})
    lines = [warning("restore", "damage_left", damage=say(DAMAGE, kind)) for kind in left]
    if doubtful:
        lines.append(warning("restore", "doubtful", n=len(doubtful)))
    if garbled(source):
        lines.append(warning("restore", "garbled"))
    return tuple(lines)
