"""Corrections by people, laid over what is read. See `docs/review.md`."""

from taizhang.correct.apply import Corrector
from taizhang.correct.correction import FILE, Book, Correction, add_corrections, make_correction, read_corrections

__all__ = ["FILE", "Book", "Correction", "Corrector", "add_corrections", "make_correction", "read_corrections"]
