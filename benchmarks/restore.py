"""How well shifted bytes are undone, on bulletins whose families the model was not built on, and what it does to clean text.

    python benchmarks/restore.py [OUT.md [N]]      N: every Nth line only

Each of six folds of families is damaged by `mirror.py` and restored with a model made from the other five; sentences are
compared one by one. Writes docs/benchmarks/restore.md.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import opencc
import regex

from mirror import pieces, shifted
from taizhang import models
from taizhang.restore import restore
from taizhang.restore.chars import VERSION, char_model
from taizhang.restore.pairs import candidates, known, missing, paired, printed, successors
from taizhang.training.chars import Recipe, arrays, clean_text
from taizhang.training.corpus import Example, read_corpus

HOME = Path(__file__).resolve().parent.parent
FOLDS = 6
FULL = str.maketrans(",:;()?!", "，：；（）？！")
SENTENCE = regex.compile(r"[^。；！？\n]+[。；！？]*[”）]?")
WAYS = {
    "simplified, lost byte shown as ?": ("?", False, 1.0),
    "simplified, lost byte gone": ("", False, 1.0),
    "simplified, gone, four marks in ten": ("", False, 0.4),
    "traditional, lost byte shown as ?": ("?", True, 1.0),
    "traditional, lost byte gone": ("", True, 1.0),
}
"""What stands for a lost byte, whether the text is traditional, and the share of marks that the site breaks before."""
HANT = opencc.OpenCC("s2t")


def use(examples: Sequence[Example]) -> None:
    """Make a model of `examples` and let the restore stage use it."""
    folder = Path(tempfile.mkdtemp(prefix="taizhang-chars-"))
    models.save(folder / "chars", {"features": VERSION}, arrays(examples, Recipe()), {})
    os.environ["TAIZHANG_MODELS"] = str(folder)
    for kept in (char_model, candidates, known, missing, paired, printed, successors):
        kept.cache_clear()


def prose_of(text: str, seen: set[str]) -> str:
    """The lines of a text that hold prose, each met once, without chrome, with full-width marks as they were before any damage."""
    lines = []
    for line in restore(clean_text(text)).text.translate(FULL).split("\n"):
        line = regex.sub("，(?=[，。])", "", line).strip()  # the corpus holds pages with commas put before stops
        if "。" in line and line not in seen:
            seen.add(line)
            lines.append(line)
    return "\n".join(lines)


def intact(text: str, share: float) -> str:
    """What can be known of a text: ? where a character of ASCII is lost with the byte before it."""
    out = bytearray()
    for piece in pieces(text.encode("gbk", "ignore"), share, random.Random(len(text))):
        at = 0
        while at < len(piece):
            both = piece[at : at + (1 if piece[at] < 0x80 else 2)]
            out += both[:1] + b"?" if len(both) == 2 and both[1] < 0x40 else both
            at += len(both)
    return out.decode("gbk")


def measure(line: str, orphan: str, share: float, counts: Counter[str]) -> None:
    """Damage a page, restore it, and count what became of its sentences."""
    damaged = shifted(line, orphan, share, random.Random(len(line)))
    if damaged == line:
        return
    restored = restore(damaged)
    known = intact(line, share)
    simple = clean_text(known)
    at = back = 0
    for match in SENTENCE.finditer(line):
        kind = "whole" if known[slice(*match.span())] == match[0] else "cut"
        if (place := damaged.find(match[0], at)) >= 0:
            at, kind = place + len(match[0]), "intact"
        wanted = simple[slice(*match.span())]
        place = restored.text.find(wanted, back)
        counts[kind] += 1
        if place >= 0:
            back = place + len(wanted)
            counts[kind + " exact"] += 1
            counts[kind + " sure"] += not any(a < back and b > place for a, b in restored.doubtful)
    for repair in restored.repairs:
        if repair.kind == "shift":
            band = "sure" if repair.confidence >= 0.9 else "likely" if repair.applied else "left"
            counts[f"run {band}"] += 1
            counts[f"run {band} right"] += clean_text(repair.after) in simple


def main(out: Path, every: int) -> None:
    """Measure and write the page."""
    examples = read_corpus(HOME / "corpora" / "bulletins")
    families = sorted({e.family for e in examples})
    others = [e for e in read_corpus(HOME / "corpora") if e.family not in set(families)]
    random.Random(7).shuffle(families)
    fold = {family: n % FOLDS for n, family in enumerate(families)}
    counts: dict[str, Counter[str]] = {way: Counter() for way in WAYS}
    clean, seconds, seen = Counter[str](), 0.0, set[str]()
    for number in range(FOLDS):
        use([*others, *(e for e in examples if fold[e.family] != number)])
        held = [e for e in examples if fold[e.family] == number]
        for line in filter(None, [prose_of(e.text, seen) for e in held][::every]):
            for way, (orphan, traditional, share) in WAYS.items():
                began = time.perf_counter()
                measure("".join(map(HANT.convert, line)) if traditional else line, orphan, share, counts[way])
                seconds += time.perf_counter() - began
        clean += undisturbed(text for e in held for text in (e.text, HANT.convert(clean_text(e.text))))
    use(examples)
    gold = undisturbed(e.text for e in read_corpus(HOME / "corpora" / "gold"))
    page = report(counts, clean, gold)
    out.write_text(page, encoding="utf-8")
    print(page, f"{seconds:.0f} s")


def undisturbed(texts: Iterator[str]) -> Counter[str]:
    """How many sentences of clean texts there are, and how many the shift pass changed or doubted."""
    counts = Counter[str]()
    for text in texts:
        counts["sentences"] += sum(1 for _ in SENTENCE.finditer(text))
        found = [r for r in restore(text).repairs if r.kind == "shift"]
        counts["changed"] += sum(r.applied for r in found)
        counts["doubted"] += sum(not r.applied for r in found)
        for r in found:
            print("clean text:", r, text[max(r.start - 10, 0) : r.end + 10], file=sys.stderr)
    return counts


def report(counts: dict[str, Counter[str]], clean: Counter[str], gold: Counter[str]) -> str:
    """The page docs/benchmarks/restore.md."""
    rows = "".join(f"| {way} | {_part(c, 'whole')} | {_part(c, 'cut')} |\n" for way, c in counts.items())
    kept = "".join(f"| {way} | {c['intact']} | {c['intact'] - c['intact exact']} |\n" for way, c in counts.items())
    runs = "".join(
        f"| {way} | "
        + " | ".join(f"{c[f'run {b} right']} of {c[f'run {b}']}" for b in ("sure", "likely", "left"))
        + " |\n"
        for way, c in counts.items()
    )
    return PAGE.format(rows=rows, runs=runs, kept=kept, clean=clean, gold=gold)


def _part(counts: Counter[str], kind: str) -> str:
    n = counts[kind]
    return f"{n} | {counts[kind + ' exact'] / max(n, 1):.1%} | {counts[kind + ' sure'] / max(n, 1):.1%}"


PAGE = """# Shifted bytes

`python benchmarks/restore.py`: the grown bulletins, damaged whole by `benchmarks/mirror.py` before every mark (in one row before
four marks in ten) and restored with a model that knows no bulletin of their family (six folds; it knows the other families, the
annotated pages and a newspaper). A sentence is exact when it stands in the restored text character
for character; it is sure when nothing in it is doubtful as well. Where a lost byte takes a character of ASCII along, mostly the first
digit of a figure, that character is not recoverable: such sentences are counted apart, and exact means exact but for a ? in its place.

| page | damaged sentences | exact | sure | with a lost ASCII character | exact but for it | of these without any doubt |
|---|---|---|---|---|---|---|
{rows}
Runs by what the search said of them, those that were right first:

| page | sure (taken) | likely (shown, not read) | left |
|---|---|---|---|
{runs}
Sentences of these pages that were not damaged; those that do not stand in the restored text (menu lines taken for chrome are
among them):

| page | intact | changed or removed |
|---|---|---|
{kept}
Clean text: {clean[changed]} changes and {clean[doubted]} doubts in {clean[sentences]} sentences of bulletins the model was not built on, as
they are and in traditional characters. In the {gold[sentences]} sentences of the annotated pages, some of which were written with
such damage, {gold[changed]} runs were put right and {gold[doubted]} left.
"""


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HOME / "docs" / "benchmarks" / "restore.md",
         int(sys.argv[2]) if len(sys.argv) > 2 else 1)  # fmt: skip
