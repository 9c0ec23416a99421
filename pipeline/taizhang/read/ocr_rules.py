"""The rules of a scanned table: long dark runs across and down an image."""

from __future__ import annotations

from typing import Any

_DARK = 150
_SHORTEST = 30.0  # points


def rules(grey: Any, scale: float) -> list[dict[str, Any]]:
    """Rules as pdfplumber's edges, in points. `grey` is a two-dimensional image of 0 (black) to 255."""
    dark = grey < _DARK
    return [*_runs(dark, scale, "h"), *_runs(dark.T, scale, "v")]


def _runs(dark: Any, scale: float, orientation: str) -> list[dict[str, Any]]:
    """Long runs along the rows of a dark-or-not image; gaps of a few pixels and a tilt of one do not break them."""
    import numpy as np

    least = int(_SHORTEST * scale)
    thick = dark.copy()
    thick[1:] |= dark[:-1]
    thick[:-1] |= dark[1:]
    found = []
    candidates = np.flatnonzero(thick.sum(axis=1) >= least)
    for row in candidates:
        padded = np.concatenate(([False], thick[row], [False])).astype(np.int8)
        change = np.flatnonzero(np.diff(padded))
        starts, ends = change[::2], change[1::2]
        for start, end in _bridged(starts, ends, 4):
            if end - start >= least:
                found.append(_edge(start / scale, end / scale, row / scale, orientation))
    return found


def _bridged(starts: Any, ends: Any, gap: int) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if runs and start - runs[-1][1] <= gap:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs


def _edge(start: float, end: float, at: float, orientation: str) -> dict[str, Any]:
    x0, x1, top, bottom = (start, end, at, at) if orientation == "h" else (at, at, start, end)
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "orientation": orientation,
        "width": x1 - x0,
        "height": bottom - top,
    }
