"""Would a trained recogniser of party names, behind the rules, raise their F1? An ablation on annotated pages, out of fold.

    python benchmarks/recogniser.py [--folds 3] [--epochs 8] [--grown 4]

A spaCy NER (blank zh, characters, a small convolutional tok2vec) learns from grown bulletins with the rules' own mentions as weak
labels and from the annotated pages of the other folds. Compared on the pages it has not seen: the rules alone, the recogniser
alone, and the recogniser where the rules say nothing. Writes docs/benchmarks/recogniser.md.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Span
from spacy.training import Example
from spacy.util import filter_spans
from thinc.api import fix_random_seed

from taizhang.annotation import bare_name, spans
from taizhang.document import draft
from taizhang.evaluate import GoldDocument, read_gold
from taizhang.extract.parties import with_roles
from taizhang.extract.parties.find import canonical_party
from taizhang.extract.parties.names import canonical_name, make_party
from taizhang.read import read_text
from taizhang.training.corpus import read_corpus
from taizhang.types import Draft, PartyMention
from taizhang.vocabulary import PARTY_KINDS
from taizhang.vocabulary import known as known_term

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "benchmarks" / "recogniser.md"
SEED = 7
TOK2VEC = {
    "@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": 96, "depth": 4, "embed_size": 2000,
    "window_size": 2, "maxout_pieces": 2, "subword_features": False,
}  # fmt: skip
NER = {
    "@architectures": "spacy.TransitionBasedParser.v2", "state_type": "ner", "extra_state_tokens": False, "hidden_width": 64,
    "maxout_pieces": 2, "use_upper": True, "nO": None, "tok2vec": TOK2VEC,
}  # fmt: skip

Labelled = tuple[str, list[tuple[int, int, str]]]  # a text and its spans, each with the kind of the party


@dataclass(slots=True)
class Page:
    """An annotated page: what people say is in it, and what the rules make of it."""

    gold: GoldDocument
    draft: Draft
    marked: bool  # annotated before the rules were seen to work on it


@dataclass(slots=True)
class Tally:
    """How many names were right, wanted and given; of the right ones, how many also in kind, and in role."""

    right: Counter[str] = field(default_factory=Counter)
    wanted: int = 0
    given: int = 0

    def f1(self, what: str) -> float:
        """F1 over (name), (name, kind) or (name, role)."""
        return 2 * self.right[what] / (self.wanted + self.given) if self.wanted + self.given else 0.0


def main() -> None:
    """Train by folds, compare, write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--grown", type=int, default=4, help="bulletins of each family")
    options = parser.parse_args()
    pages, weak = annotated(), grown(options.grown)
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    kinds: dict[str, Counter[bool]] = defaultdict(Counter)
    trained = 0.0
    for number in range(options.folds):
        started = time.perf_counter()
        nlp = train([*weak, *(labelled(p) for i, p in enumerate(pages) if i % options.folds != number)], options.epochs)
        trained += time.perf_counter() - started
        for page in pages[number :: options.folds]:
            compare(page, nlp, tallies, kinds)
    speeds = speed(nlp, [p.draft for p in pages])
    PAGE.write_text(report(options, tallies, kinds, speeds, trained, nlp, len(weak)), encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))


def annotated() -> list[Page]:
    """All annotated pages, mixed by a fixed seed."""
    pages = [
        Page(g, draft(read_text(g.text, f"{g.id}.txt")), file == "marked")
        for file in ("marked", "dev") for g in read_gold(ROOT / "corpora" / "gold" / f"{file}.jsonl")
    ]  # fmt: skip
    random.Random(SEED).shuffle(pages)
    return pages


def grown(of_each: int) -> list[Labelled]:
    """Grown bulletins with the rules' mentions as labels."""
    seen: Counter[str] = Counter()
    out = []
    for example in read_corpus(ROOT / "corpora" / "bulletins"):
        seen[example.family] += 1
        if seen[example.family] <= of_each:
            d = draft(read_text(example.text))
            found: list[tuple[int, int, str]] = [(m.start, m.end, m.party.kind) for m in d.parties]
            out.append((d.text, found))
    return out


def labelled(page: Page) -> Labelled:
    """An annotated page: every mention of an annotated party, as it was annotated and as the rules find it again."""
    d, wanted = page.draft, page.gold.gold["parties"]
    kinds = {bare_name(p["name"]): p["kind"] for p in wanted}
    found = [(m.start, m.end, kinds[bare_name(m.party.name)]) for m in d.parties if bare_name(m.party.name) in kinds]
    for party, (start, end) in zip(wanted, spans(page.gold.text, wanted), strict=True):
        a, b = d.restored.offsets.to_text(start, end)
        words, at = d.text[a:b], d.text.find(d.text[a:b])
        while len(words) > 1 and at >= 0:
            found.append((at, at + len(words), party["kind"]))
            at = d.text.find(words, at + len(words))
    return d.text, found


def train(examples: Sequence[Labelled], epochs: int) -> Language:
    """A pipeline with the recogniser alone, trained on `examples`; the same examples give the same weights."""
    fix_random_seed(SEED)
    nlp = spacy.blank("zh")
    nlp.add_pipe("ner", config={"model": NER})
    rows = [_example(nlp, text, found) for text, found in examples]
    optimizer = nlp.initialize(lambda: rows)
    order = random.Random(SEED)
    for _ in range(epochs):
        order.shuffle(rows)
        for at in range(0, len(rows), 16):
            nlp.update(rows[at : at + 16], sgd=optimizer, drop=0.2)
    return nlp


def _example(nlp: Language, text: str, found: Iterable[tuple[int, int, str]]) -> Example:
    doc = nlp.make_doc(text)
    every = [doc.char_span(a, b, label=kind) for a, b, kind in set(found)]
    ents = filter_spans([s for s in every if s is not None and s.text.strip() == s.text])
    return Example.from_dict(doc, {"entities": [(s.start_char, s.end_char, s.label_) for s in ents]})


def compare(page: Page, nlp: Language, tallies: dict[tuple[str, str], Tally], kinds: dict[str, Counter[bool]]) -> None:
    """Add the page to the tallies of each way; `kinds`: of what the recogniser adds, how much is right."""
    d = page.draft
    ents = nlp(d.text).ents
    new = [m for e in ents if not _overlaps(e, d.parties) for m in mentions(e, d)]
    ways: dict[str, Callable[[], Sequence[PartyMention]]] = {
        "rules": lambda: d.parties,
        "recogniser alone": lambda: _roles(d, [m for e in ents for m in mentions(e, d)]),
        "rules, recogniser behind": lambda: _roles(d, [*d.parties, *new]),
    }
    gold = {bare_name(p["name"]): p for p in page.gold.gold["parties"] if not p.get("unsure")}
    unsure = {bare_name(p["name"]) for p in page.gold.gold["parties"] if p.get("unsure")}
    there = {bare_name(m.party.name) for m in d.parties} | unsure
    for m in {bare_name(m.party.name): m for m in new if bare_name(m.party.name) not in there}.values():
        kinds[m.party.kind][bare_name(m.party.name) in gold] += 1
    for name, way in ways.items():
        for scope in ("all", "marked" if page.marked else "dev"):
            count(tallies[name, scope], gold, unsure, way())


def count(tally: Tally, gold: dict[str, Any], unsure: set[str], found: Sequence[PartyMention]) -> None:
    """Add a page: each distinct name once, with the kind and role of its first mention."""
    got: dict[str, PartyMention] = {}
    for m in found:
        if bare_name(m.party.name) not in unsure:
            got.setdefault(bare_name(m.party.name), m)
    both = gold.keys() & got.keys()
    tally.wanted, tally.given = tally.wanted + len(gold), tally.given + len(got)
    tally.right["name"] += len(both)
    tally.right["kind"] += sum(got[n].party.kind == gold[n]["kind"] for n in both)
    tally.right["role"] += sum(got[n].role == gold[n]["role"] for n in both)


def mentions(ent: Span, d: Draft) -> list[PartyMention]:
    """What the recogniser found, under canonical names: by the rules for names where they know the words."""
    known = [m for m in canonical_party(ent.text, d.regions) if m.start == 0 and m.end == len(ent.text)]
    parties = [m.party for m in known] or [
        make_party(canonical_name(ent.text), known_term(ent.label_, PARTY_KINDS) or "other", None)
    ]
    return [PartyMention(ent.start_char, ent.end_char, ent.text, p, "mentioned", "recogniser") for p in parties]


def _overlaps(ent: Span, found: Sequence[PartyMention]) -> bool:
    return any(m.start < ent.end_char and ent.start_char < m.end for m in found)


def _roles(d: Draft, found: Sequence[PartyMention]) -> Sequence[PartyMention]:
    ordered = sorted(found, key=lambda m: (m.start, m.end))
    return with_roles(replace(d, parties=tuple(ordered)), None).parties


def speed(nlp: Language, drafts: Sequence[Draft]) -> tuple[float, float]:
    """Characters a second: the whole way of a document by the rules (all that `draft` does), and the recogniser, in batches."""
    size = sum(len(d.text) for d in drafts)
    started = time.process_time()
    for d in drafts:
        draft(d.reading)
    middle = time.process_time()
    list(nlp.pipe([d.text for d in drafts], batch_size=32))
    return size / (middle - started), size / (time.process_time() - middle)


def report(options: argparse.Namespace, tallies: dict[tuple[str, str], Tally], kinds: dict[str, Counter[bool]],
           speeds: tuple[float, float], trained: float, nlp: Language, weak: int) -> str:  # fmt: skip
    """The page."""
    lines = [
        "# A trained recogniser of party names, behind the rules", "",
        f"`python benchmarks/recogniser.py --folds {options.folds} --epochs {options.epochs} --grown {options.grown}`", "",
        f"spaCy NER, blank zh, characters, convolutional tok2vec ({len(nlp.to_bytes(exclude=['tokenizer', 'vocab'])) / 1e6:.1f} MB); learnt from {weak} grown bulletins with "
        f"the rules' mentions as weak labels and the annotated pages of the other folds; {trained / options.folds:.0f} s a fold by the clock of a busy machine. F1 over "
        "distinct parties of a page; *kind* and *role*: name and kind (role) both right. **dev** was read while the rules were made, "
        "**marked** was annotated first.", "",
        "| pages | way | precision | recall | name | kind | role |", "|---|---|---|---|---|---|---|",
    ]  # fmt: skip
    for scope in ("all", "dev", "marked"):
        for name in ("rules", "recogniser alone", "rules, recogniser behind"):
            t = tallies[name, scope]
            precision, recall = t.right["name"] / max(1, t.given), t.right["name"] / max(1, t.wanted)
            lines.append(
                f"| {scope} | {name} | {precision:.3f} | {recall:.3f} | "
                + " | ".join(f"{t.f1(w):.3f}" for w in ("name", "kind", "role"))
                + " |"
            )
    lines += ["", "Names the recogniser adds, by kind:", "", "| kind | right | wrong |", "|---|---|---|"]
    lines += [f"| {kind} | {n[True]} | {n[False]} |" for kind, n in sorted(kinds.items())]
    lines += ["", f"Speed in the same run: {speeds[1]:,.0f} characters/s for the recogniser; {speeds[0]:,.0f} for all that the rules do "
              "(restore, segment, dates, places, parties, counts).", "", verdict(tallies)]  # fmt: skip
    return "\n".join(lines) + "\n"


def verdict(tallies: dict[tuple[str, str], Tally]) -> str:
    """Whether the recogniser is worth laying behind the rules: by each measure, on all pages."""
    rules, both = tallies["all", "rules"], tallies["all", "rules, recogniser behind"]
    gains = {what: both.f1(what) - rules.f1(what) for what in ("name", "kind", "role")}
    said = ", ".join(f"{what} {gain:+.3f}" for what, gain in gains.items())
    better = min(gains.values()) > 0
    return f"Behind the rules it changes F1 by {said}: it {'raises' if better else 'does not raise'} them all, so it is {'worth keeping' if better else 'not part of taizhang'}."


if __name__ == "__main__":
    main()
