"""Values for people to look at, and what they say of them. See `docs/review.md`."""

from __future__ import annotations

from pathlib import Path

from taizhang.correct import FILE, Correction, add_corrections, read_corrections
from taizhang.errors import CorrectionError
from taizhang.review.items import Item, Wanted, items
from taizhang.review.label_studio import read_annotations, write_tasks
from taizhang.review.workbook import read_workbook, write_workbook
from taizhang.write.files import beside

__all__ = ["Item", "Wanted", "apply_review", "export_review", "items"]


def export_review(ledger: Path, out: Path, wanted: Wanted = Wanted()) -> int:
    """Write the least certain values of a ledger to a workbook (.xlsx) or as Label Studio tasks (.json); returns how many.
    Raises LedgerError, and CorrectionError for another ending."""
    writers = {".xlsx": write_workbook, ".json": write_tasks}
    if (ending := out.suffix.lower()) not in writers:
        raise CorrectionError(f"{out}: 请写到 .xlsx 或 .json give a file that ends in .xlsx or .json")
    found = items(ledger, wanted)
    with beside(out) as part:
        writers[ending](part, found)
    return len(found)


def apply_review(file: Path, to: Path, by: str | None = None) -> tuple[int, int, Path]:
    """Store the answers of a reviewed file (.xlsx, .json, or corrections .jsonl) in `to`, a ledger's folder or a .jsonl file.
    Returns (answers, new ones, the file they are in). Raises CorrectionError, naming the rows, before anything is stored."""
    corrections = _read(file, by)
    if to.is_dir() and not (to / "documents.jsonl").is_file():
        raise CorrectionError(
            f"{to}: 不是台账，请给台账目录或 .jsonl 文件 is no ledger; give a ledger's folder or a .jsonl file"
        )
    if not to.is_dir() and to.suffix != ".jsonl":
        raise CorrectionError(f"{to}: 请给台账目录或 .jsonl 文件 give a ledger's folder or a file that ends in .jsonl")
    target = to / FILE if to.is_dir() else to
    return len(corrections), add_corrections(target, corrections), target


def _read(file: Path, by: str | None) -> list[Correction]:
    if not file.is_file():
        raise CorrectionError(f"{file}: 没有这个文件，请检查路径 no such file; check the path")
    if file.suffix.lower() == ".jsonl":
        return list(read_corrections(file))
    readers = {".xlsx": read_workbook, ".json": read_annotations}
    if file.suffix.lower() not in readers:
        raise CorrectionError(
            f"{file}: 请给填好的 .xlsx、.json 或 .jsonl give a reviewed .xlsx, a Label Studio export .json, or corrections .jsonl"
        )
    return readers[file.suffix.lower()](file, by)
