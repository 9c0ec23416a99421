"""Inboxes for the benchmarks of runs: bulletins of `corpora/`, each with a line of its own so that none is another's copy."""

from __future__ import annotations

import random
from pathlib import Path

import jsonlines

REPOSITORY = Path(__file__).parent.parent
_BAD = (b"", b"%PDF-1.7 broken", b"PK\x03\x04 broken", bytes(range(256)) * 20)


def texts() -> list[str]:
    """The texts of the corpus."""
    files = sorted((REPOSITORY / "corpora" / "bulletins").glob("*.jsonl"))
    return [row["text"] for file in files for row in jsonlines.open(file)]


def fill(folder: Path, n: int, bad: float = 0.0, seed: int = 1) -> int:
    """Put `n` files into `folder`, a share `bad` of them no bulletins; returns the characters of the good ones."""
    dice, known, chars = random.Random(seed), texts(), 0
    for i in range(n):
        place = folder / f"{i // 1000:03}"
        if i % 1000 == 0:
            place.mkdir(parents=True, exist_ok=True)
        if dice.random() < bad:
            (place / f"{i:06}.{dice.choice(('pdf', 'docx', 'txt'))}").write_bytes(
                dice.choice(_BAD) + (b"" if i % 2 else b" %d" % i)
            )
        else:
            text = f"{known[dice.randrange(len(known))]}\n档案编号 {i:06}\n"
            chars += len(text)
            (place / f"{i:06}.txt").write_text(text, encoding="utf-8")
    return chars
