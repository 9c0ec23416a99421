"""The rules of a page as pdfplumber's edges."""

from __future__ import annotations

from typing import Any

Edge = dict[str, Any]
NEAR = 3.0  # points: how far apart two rules may be and still be one


def edge_between(x0: float, top: float, x1: float, bottom: float, orientation: str) -> Edge:
    """A rule from one point to another, across ("h") or down ("v"), in points."""
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "orientation": orientation,
        "width": x1 - x0,
        "height": bottom - top,
    }


def length(edge: Edge) -> float:
    """How long a rule is, in points."""
    return float(edge["x1"] - edge["x0"] if edge["orientation"] == "h" else edge["bottom"] - edge["top"])


def drawn_edges(page: Any) -> list[Edge]:
    """The rules of a pdfplumber page: its lines, thin rectangles and stroked ones; not the backgrounds of cells, and no slanted
    lines, as those that part a heading cell or draw a seal."""
    from pdfplumber.utils.geometry import rect_to_edges

    edges: list[Edge] = [e for e in page.edges if e.get("object_type") != "rect_edge" and e["orientation"]]
    for rect in page.rects:
        if rect["stroke"] or min(rect["width"], rect["height"]) <= NEAR:
            edges += rect_to_edges(rect)
    return edges
