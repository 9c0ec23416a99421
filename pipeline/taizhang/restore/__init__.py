"""Undo what mirrors did to a text, and keep the way back to the source. See `docs/restore.md`."""

from __future__ import annotations

import regex
from collections.abc import Sequence
from functools import cache

from taizhang.offsets import Edit, apply_edits
from taizhang.types import Repair, Restored

_GLOSS = regex.compile(r"(?<=\p{Han}) ?\([a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]*\s?\)")


@cache
def _t2s():
    import opencc

    return opencc.OpenCC("t2s")


def restore(source: str, edits: Sequence[Edit] = ()) -> Restored:
    """Undo damage in `source`; `edits` are joins and removals the reader asks for."""
    found = [*edits] or [Edit(m.start(), m.end(), "", "gloss") for m in _GLOSS.finditer(source)]
    text, offsets = apply_edits(source, found)
    simple = _t2s().convert(text)
    script = "hans" if simple == text else "hant"
    if len(simple) == len(text):
        text = simple
    return Restored(text, source, offsets, script, tuple(Repair(e.kind, e.start, e.end, source[e.start:e.end], e.after) for e in found))
