"""Build `corpora/bulletins/*.jsonl` and `corpora/tasks.jsonl` from the families; the same seed gives the same bytes.

python corpora/build/build.py            write the corpora
python corpora/build/build.py --report   print what is in them and how near the nearest duplicates are
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonlines
import yaml
from datasketch import MinHash, MinHashLSH

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
from engine import bulletin, fill  # noqa: E402
from noise import damage  # noqa: E402
from slots import Slots  # noqa: E402

CORPORA = HERE.parent
PER_FAMILY = 9
PER_PAGE = 4  # attempts on a page written by hand: its like is left out unless it is damaged
FRAMED = 2  # pages each statement of a task is put on
DOMAIN_KINDS = {
    "environment": 12,
    "other": 7,
}  # bulletins a family, by domain; environment is most of what is published
LONG = 800  # characters from which a bulletin counts as long
NEAR = 0.7  # Jaccard similarity of character 5-grams above which two bulletins count as near-duplicates


def families() -> Iterator[dict[str, Any]]:
    """All families with their doc_type, in the order of the files; then the pages written by hand."""
    for file in sorted((HERE / "families").glob("*.yml")):
        for family in yaml.safe_load(file.read_text(encoding="utf-8")):
            yield {"doc_type": file.stem, "domain": "environment", **family}
    yield from pages()


def pages() -> Iterator[dict[str, Any]]:
    """The pages written by hand, each a family of its own."""
    for part in re.split("^=== ", (HERE / "pages.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        head, _, page = part.partition("\n")
        keys = ("id", "doc_type", "domain", "level")
        family = dict(zip(keys, head.split(" | "), strict=True))
        yield {**family, "id": f"page.{family['id']}", "n": PER_PAGE, "page": page.strip()}


def split_of(family: str) -> str:
    """train, dev or test, by the family's name: no family lies on two sides."""
    return ("train", "train", "train", "train", "train", "train", "dev", "test")[zlib.crc32(family.encode()) % 8]


def sketch(text: str) -> MinHash:
    """MinHash of the character 5-grams."""
    signature = MinHash(num_perm=64, seed=7)
    signature.update_batch([text[i : i + 5].encode() for i in range(max(1, len(text) - 4))])
    return signature


def make(family: dict[str, Any], number: int, asides: dict[str, list[str]]) -> dict[str, Any]:
    """One bulletin, page furniture and damage included."""
    rng = random.Random(f"{family['id']}/{number}")
    other = [line for kind, lines in asides.items() if kind != family["doc_type"] for line in lines]
    title, text, slots = bulletin(family, rng, other if family["domain"] == "environment" else ())
    chrome = yaml.safe_load((HERE / "chrome.yml").read_text(encoding="utf-8")) if number % 2 else {}
    above = fill(rng.choice(chrome["above"]), rng, slots) if chrome and rng.random() < 0.7 else None
    below = fill(rng.choice(chrome["below"]), rng, slots) if chrome and rng.random() < 0.7 else None
    head = [title, above] if rng.random() < 0.5 else [above, title]
    page = "\n".join(part for part in (*head, text, below) if part)
    page, script, kinds = damage(page, rng)
    return {
        "id": f"{family['id'].replace('.', '-').replace('_', '-')}-{number}", "text": page, "script": script,
        "family": family["id"], "split": split_of(family["id"]), "year": slots.year, "level": slots.level,
        "noise": kinds, "gold": {"doc_type": family["doc_type"], "domain": family["domain"]},
    }  # fmt: skip


def bulletins() -> list[dict[str, Any]]:
    """All bulletins; within a family, near-duplicates of an earlier one are left out."""
    asides = yaml.safe_load((HERE / "asides.yml").read_text(encoding="utf-8"))
    out = []
    for family in families():
        lsh = MinHashLSH(threshold=NEAR, num_perm=64)
        for number in range(family.get("n", DOMAIN_KINDS.get(family["domain"], PER_FAMILY))):
            record = make(family, number, asides)
            signature = sketch(record["text"])
            if not lsh.query(signature):
                lsh.insert(record["id"], signature)
                out.append(record)
    return out


def tasks() -> list[dict[str, Any]]:
    """Statements of tasks with their categories: each alone, and in pages it may stand on. All of one statement are a family."""
    rng = random.Random("problems")
    frames = yaml.safe_load((HERE / "frames.yml").read_text(encoding="utf-8"))
    out: list[dict[str, Any]] = []
    for family, field, categories, statement in _statements():
        for domain, text, title in _stated(statement, field, categories, rng, frames):
            gold = {"domain": domain} if domain else {}
            task = {"kind": "finding", "title": title, "category": categories}
            out.append({"id": f"task-{len(out)}", "text": text, "family": family, "split": split_of(family),
                        "gold": {**gold, "tasks": [task]}})  # fmt: skip
    return out


def _statements() -> Iterator[tuple[str, str | None, list[str], str]]:
    """(family, field of the page or None where the categories tell it, categories, statement) of everything written."""
    for source in ("problems", "statements", "aims", "cases", "borders", "beside", "matters"):
        for group in yaml.safe_load((HERE / f"{source}.yml").read_text(encoding="utf-8")):
            field = group.pop("field", None)
            for categories, statements in group.items():
                for n, statement in enumerate(statements):
                    family = ".".join((source, *([field] if field else []), categories.replace(", ", "-"), str(n)))
                    yield family, field, categories.split(", "), statement


def _stated(
    statement: str, field: str | None, categories: list[str], rng: random.Random, frames: dict[str, Any]
) -> Iterator[tuple[str | None, str, str]]:
    """(field, text, title of the task): the statement alone, and on FRAMED pages of its field. What stands behind ` // ` follows
    the statement on a page."""
    said, _, follows = statement.partition(" // ")
    alone = fill(said, rng, Slots(rng, (2016, 2026), None))
    if not follows:
        yield None, alone, alone
    fields = (
        [field] if field else next((frames["fields"][c] for c in categories if c in frames["fields"]), ["environment"])
    )
    for _ in range(FRAMED):
        slots = Slots(rng, (2016, 2026), None)
        title, domain = fill(said, rng, slots), rng.choice(fields)
        line = fill(
            rng.choice(frames["told" if follows else "line"]).replace("{述}", title).replace("{后}", follows),
            rng,
            slots,
        )
        yield domain, f"{fill(rng.choice(frames['page'][domain]), rng, slots)}\n{line}", title


def report(records: list[dict[str, Any]]) -> None:
    """Print the shares of every dimension and the near-duplicates across splits."""
    for key in ("doc_type", "domain"):
        print(key, dict(Counter(r["gold"][key] for r in records)))
    for key in ("split", "script", "level", "year"):
        print(key, dict(sorted(Counter(r[key] for r in records).items())))
    for name, group in (("long", [r for r in records if len(r["text"]) >= LONG]), *_by_level(records).items()):
        print(name, len(group), dict(Counter(r["gold"]["doc_type"] for r in group)))
    lsh, across = MinHashLSH(threshold=NEAR, num_perm=64), []
    split = {r["id"]: r["split"] for r in records}
    for r in records:
        signature = sketch(r["text"])
        across += [(r["id"], other) for other in lsh.query(signature) if split[other] != r["split"]]
        lsh.insert(r["id"], signature)
    print(
        f"{len(records)} bulletins, {sum(len(r['text']) for r in records)} characters, near-duplicates across splits: {across}"
    )


def _by_level(records: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in records:
        groups[record["level"]].append(record)
    return groups


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--report", action="store_true")
    args = parser.parse_args()
    records = bulletins()
    if args.report:
        return report(records)
    by_type: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in records:
        by_type[record["gold"]["doc_type"]].append(record)
    (CORPORA / "bulletins").mkdir(exist_ok=True)
    for doc_type, group in by_type.items():
        with jsonlines.open(CORPORA / "bulletins" / f"{doc_type}.jsonl", "w", sort_keys=False) as out:
            out.write_all(group)
    with jsonlines.open(CORPORA / "tasks.jsonl", "w") as out:
        out.write_all(tasks())
    print(f"{len(records)} bulletins written")
    return None


if __name__ == "__main__":
    main()
