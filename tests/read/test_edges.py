"""The rules of a page, as pdfplumber tells them."""

from __future__ import annotations

from types import SimpleNamespace

from taizhang.read.pdf_edges import drawn_edges, edge_between
from taizhang.read.pdf_tables import page_tables


def test_a_slanted_line_is_no_rule_and_costs_no_table() -> None:
    across = [edge_between(50, top, 250, top, "h") for top in (100, 120, 140)]
    down = [edge_between(x, 100, x, 140, "v") for x in (50, 150, 250)]
    slanted = {**edge_between(50, 100, 150, 120, "h"), "orientation": None}
    page = SimpleNamespace(edges=[*across, slanted, *down], rects=[])
    chars = [
        {"text": c, "x0": x, "x1": x + 10, "top": top, "bottom": top + 10}
        for x, top, c in ((60, 105, "甲"), (160, 105, "乙"), (60, 125, "丙"), (160, 125, "丁"))
    ]
    (table,) = page_tables(drawn_edges(page), chars, 600, 1)
    assert [[cell.text for cell in row] for row in table.rows] == [["甲", "乙"], ["丙", "丁"]]
