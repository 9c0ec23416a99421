"""Annotated figures, from which the model that puts statuses of counts right learns: as rules read them that knew nothing of the page,
and as they are read now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from taizhang.annotation import pair
from taizhang.classify.count_features import COUNT_FEATURES_VERSION, Spoken, count_columns
from taizhang.classify.count_status import COUNT_STATUS, TOLD_BY_COLUMN, firmness
from taizhang.document import draft
from taizhang.read import read_text
from taizhang.rules import load_pack
from taizhang.training.card import count_status_card
from taizhang.training.corpus import Example
from taizhang.training.overrule import Cases, Gathered, overruling
from taizhang.training.recipe import Made, Settings
from taizhang.types import CountMention, Draft

Spans = Sequence[tuple[int, int]]


def figures(examples: Sequence[Example], drafts: Sequence[Draft], first: bool = True) -> Cases:
    """The annotated figures of the examples that were found, but those of tables; as they were first read, or as they are read now."""
    found = Gathered.empty()
    for example, d in zip(examples, drafts, strict=True):
        if not (example.counts and d.counts):
            continue
        places = [d.restored.offsets.to_source(c.start, c.end) for c in d.counts]
        counts = _as_first(d.counts, places, example) if first else d.counts
        columns, ends = count_columns([Spoken(d.text, counts, example.doc_type)])
        for i, j in sorted(pair([(start, end) for start, end, _ in example.counts], places).items()):
            count = counts[j]
            if count.rule_id not in TOLD_BY_COLUMN:
                label = example.counts[i][2]
                found.add(example, columns[ends[j] : ends[j + 1]], label, count.status, firmness(count.rule_id))
    return found.cases()


def figures_now(examples: Sequence[Example], drafts: Sequence[Draft]) -> Cases:
    """The figures of the examples that have a first reading, as the rules read them now."""
    again = [(e, d) for e, d in zip(examples, drafts, strict=True) if e.first]
    return figures([e for e, _ in again], [d for _, d in again], first=False)


def plain_figures() -> Cases:
    """The examples of the pack `count_status`: short sentences that the rules read rightly, so that the model learns to leave
    what is said in plain words alone."""
    examples: list[Example] = []
    drafts: list[Draft] = []
    for rule in load_pack("count_status").rules:
        for number, told in enumerate(rule.examples):
            d = draft(read_text(told["text"], "example.txt"))
            of = [c for c in d.counts if c.text.startswith(told["of"]) and c.status == told["status"]]
            spans = tuple((*d.restored.offsets.to_source(c.start, c.end), c.status) for c in of)
            name = f"{rule.id}-{number}"
            examples.append(Example(name, told["text"], None, None, (), name, "train", False, counts=spans))
            drafts.append(d)
    return figures(examples, drafts, first=False)


def _as_first(counts: Sequence[CountMention], places: Spans, example: Example) -> list[CountMention]:
    """The counts with status and rule as first read, where they were found then."""
    read = pair(places, [(start, end) for start, end, *_ in example.first])
    return [
        replace(count, status=example.first[read[i]][2], rule_id=example.first[read[i]][3]) if i in read else count
        for i, count in enumerate(counts)
    ]


def count_status(known: Cases, now: Cases, plain: Cases, how: Settings) -> Made:
    """The model, from the figures as they were first read (`known`), as they are read `now`, and the `plain` ones."""
    return overruling(COUNT_STATUS, COUNT_FEATURES_VERSION, count_status_card, known, [now, plain], how)
