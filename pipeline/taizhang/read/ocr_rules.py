"""The rules of a scanned table: long dark runs across and down an image."""

from __future__ import annotations

from typing import Any

from taizhang.read.pdf_edges import Edge, edge_between

_DARK = 150
_SHORTEST = 30.0  # points
_SHORTEST_BETWEEN = 10.0  # of an upright rule between two horizontal ones
_NEAR = 2.0


def rules(grey: Any, scale: float) -> list[dict[str, Any]]:
    """Rules as pdfplumber's edges, in points. `grey` is a two-dimensional image of 0 (black) to 255."""
    dark = grey < _DARK
    across = _runs(dark, scale, "h", _SHORTEST)
    down = _runs(dark.T, scale, "v", _SHORTEST_BETWEEN)
    long = [edge for edge in down if edge["height"] >= _SHORTEST]
    return [*across, *long, *(edge for edge in down if edge["height"] < _SHORTEST and _joins(edge, across, long))]


def _joins(edge: dict[str, Any], across: list[dict[str, Any]], down: list[dict[str, Any]]) -> bool:
    """Whether a short upright run is the side of a low row and no stroke of a character: it goes from one horizontal
    rule to another and stands in line with the sides of higher rows."""
    if not any(abs(e["x0"] - edge["x0"]) <= _NEAR for e in down):
        return False
    beside = [e["top"] for e in across if e["x0"] - _NEAR <= edge["x0"] <= e["x1"] + _NEAR]
    return all(any(abs(end - y) <= _NEAR for y in beside) for end in (edge["top"], edge["bottom"]))


def _runs(dark: Any, scale: float, orientation: str, shortest: float) -> list[dict[str, Any]]:
    """Long runs along the rows of a dark-or-not image; gaps of a few pixels and a tilt of one do not break them."""
    import numpy as np

    least = int(shortest * scale)
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


def _edge(start: float, end: float, at: float, orientation: str) -> Edge:
    x0, x1, top, bottom = (start, end, at, at) if orientation == "h" else (at, at, start, end)
    return edge_between(x0, top, x1, bottom, orientation)
