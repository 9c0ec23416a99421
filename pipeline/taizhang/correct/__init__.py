"""Corrections by people, laid over what is read. See `docs/review.md`."""

from typing import TYPE_CHECKING

from taizhang.on_demand import on_demand

if TYPE_CHECKING:
    from taizhang.correct.apply import Corrector
    from taizhang.correct.book import Book
    from taizhang.correct.correction import FILE, Correction, add_corrections, make_correction, read_corrections

__all__ = ["FILE", "Book", "Correction", "Corrector", "add_corrections", "make_correction", "read_corrections"]

_OF_ONE = ("FILE", "Correction", "add_corrections", "make_correction", "read_corrections")
# Most runs have no corrections: what checks them is heavy to import.
__getattr__ = on_demand(__name__, {"Book": "book", "Corrector": "apply", **dict.fromkeys(_OF_ONE, "correction")})
