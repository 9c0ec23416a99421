"""Do the models that overrule rules put things right on pages they have not seen? Writes docs/benchmarks/count_status.md, date_role.md
and party_role.md.

    python benchmarks/overruling.py [count_status|date_role|party_role]

Each annotated set is left out in turn. `first`: as the rules read it before they were mended for it; `now`: as they read it now, which
says nothing of unseen pages once the rules were mended for the set.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from taizhang.classify.count_status import with_statuses
from taizhang.classify.date_role import with_date_roles
from taizhang.classify.party_role import with_sure_roles
from taizhang.document import draft
from taizhang.extract.parties import with_roles
from taizhang.read import read_text
from taizhang.training.corpus import Example, read_corpus
from taizhang.training.count_status import figures, plain_figures
from taizhang.training.date_role import dated
from taizhang.training.overrule import Cases, corrected, joined, learned
from taizhang.training.party_role import acting_parties
from taizhang.training.recipe import Settings, settings_of
from taizhang.types import Draft

HOME = Path(__file__).parent.parent
DRAWS = 2000
Read = Callable[[list[Example], list[Draft], bool], Cases]


def sets_of() -> dict[str, str]:
    """The set of each annotated bulletin, by its id."""
    files = sorted((HOME / "corpora" / "gold").glob("*.jsonl"))
    return {
        name: f.stem for f in files for name in re.findall(r'^\{"id": "([^"]+)"', f.read_text("utf-8"), re.MULTILINE)
    }


def gain(known: Cases, after: np.ndarray) -> tuple[float, float, float]:
    """(points gained, ends of the 95 % interval drawn over bulletins)."""
    each = (after == known.labels).astype(int) - (known.ruled == known.labels)
    names, owner = np.unique([e.id for e in known.owners], return_inverse=True)
    won, n = np.bincount(owner, each, len(names)), np.bincount(owner, minlength=len(names))
    drawn = np.random.default_rng(7).integers(0, len(names), (DRAWS, len(names)))
    shares = 100 * won[drawn].sum(axis=1) / n[drawn].sum(axis=1)
    return 100 * each.mean(), *np.percentile(shares, (2.5, 97.5))


def line(name: str, rules: str, known: Cases, after: np.ndarray) -> str:
    """One row of the page."""
    before, points = (known.ruled == known.labels).mean(), gain(known, after)
    changed = after != known.ruled
    mended = (changed & (after == known.labels)).sum()
    spoilt = (changed & (known.ruled == known.labels)).sum()
    return (f"| {name} | {rules} | {len(after)} | {before:.3f} | {(after == known.labels).mean():.3f} | {points[0]:+.1f} [{points[1]:+.1f}, {points[2]:+.1f}] "
            f"| {changed.sum()} | {mended} | {spoilt} |")  # fmt: skip


def rows(
    by_set: dict[str, list[Example]], drafts: dict[str, list[Draft]], read: Read, plain: list[Cases], how: Settings
) -> list[str]:
    """A row for each set left out, first and now, and one for all sets as first read."""
    first, now = ({name: read(group, drafts[name], known) for name, group in by_set.items()} for known in (True, False))
    out, told, known = [], [], []
    for name in by_set:
        taught = [f for group in (first, now) for other, f in group.items() if other != name]
        model = learned(joined([*taught, *plain]), how)
        for rules, cases in (("first", first[name]), ("now", now[name])):
            after = corrected(model, cases)
            out.append(line(name, rules, cases, after))
            if rules == "first":
                told.append(after)
                known.append(cases)
    out.append(line("all", "first", joined(known), np.concatenate(told)))
    if plain:
        out.append(
            line(
                "examples of rules", "now", plain[0], _held_out(joined([*first.values(), *now.values()]), plain[0], how)
            )
        )
    return out


def _held_out(annotated: Cases, plain: Cases, how: Settings) -> np.ndarray:
    """The classes of the plain cases, each tenth by a model that has not learned from it."""
    after = plain.ruled.astype(object)
    part = np.arange(len(after)) % 10
    for number in range(10):
        held = part == number
        after[held] = corrected(learned(joined([annotated, plain.take(~held)]), how), plain.take(held))
    return after.astype(str)


def cost(drafts: list[Draft], texts: list[str], weigh: Callable[[list[Draft]], object]) -> float:
    """Share of the time of extraction that weighing takes, the least of several runs of each."""
    ours, theirs = [], []
    for _ in range(5):
        start = time.process_time()
        for at in range(0, len(drafts), 32):
            weigh(drafts[at : at + 32])
        ours.append(time.process_time() - start)
        start = time.process_time()
        for text in texts:
            draft(read_text(text, "text.txt"))
        theirs.append(time.process_time() - start)
    return min(ours) / min(theirs)


@dataclass(frozen=True)
class Page:
    """What is measured, and the words around it."""

    read: Read
    weigh: Callable[[list[Draft]], object]
    plain: bool
    text: str


HEAD = "| set | rules | n | rules right | with the model | points | overruled | mended | spoilt |\n|---|---|---|---|---|---|---|---|---|"
PAGES = {
    "count_status": Page(
        lambda examples, drafts, first: figures(examples, drafts, first=first),
        lambda drafts: with_statuses(drafts, ["progress_report"] * len(drafts)),
        True,
        """# A model that overrules statuses of counts

`python benchmarks/overruling.py count_status`

Annotated figures outside tables, each set read by a model that learned from the others and from the examples of the rules. *first*: statuses as the rules gave them before they
were mended for that set (`corpora/gold/first_reading.tsv`; **dev** and **marked** at an early state of the rules), *now*: the rules
as they are; the model learns from both. On sets that the rules were mended for, *now* says nothing of other pages. Points with 95 % intervals,
drawn over bulletins. Where nothing is said of a figure itself, a rule is overruled where another status is likelier by {margin}; what the text says takes
1.7 times as much. The examples of the rule packs, which the model learns from as well, are each read by one that has not seen them.

{rows}

Trials over all sets in four parts, each read by a model of the others; the rules alone were right on 0.818 of 11,531 figures. A margin of 0.2
instead of 0.1: 0.880 instead of 0.883, and 126 instead of 168 spoilt. Without the characters of the sentence and without the third neighbours: 0.878.
With labels and short lines above the figure: nothing won. A penalty half as strong: 0.884. How long the model is learned weighs most: in
earlier trials, stopped after some ten steps (tolerance 0.01), it was right on 0.842 instead of 0.872. Without what the rules said (statuses,
ids), without the words of the pack, or with figures of tables learned as well, earlier models were worse.

Cost: {cost:.1f} % of the time of restoring, segmenting and extracting, least of five runs.
""",
    ),
    "date_role": Page(
        lambda examples, drafts, first: dated(examples, drafts, first=first),
        lambda drafts: with_date_roles(drafts, ["progress_report"] * len(drafts)),
        False,
        """# A model that overrules roles of dates

`python benchmarks/overruling.py date_role`

Annotated dates that were found, but the bulletin's own and those told by the head of a column; each set read by a model that learned from
the others. *first*: roles as the rules gave them before they were mended for that set (`corpora/gold/first_dates.tsv`, made anew with the
rules of the day the set was written; of **marked** no first reading is kept, of **dev** an early one), *now*: the rules as they are; the
model learns from both. On sets that the rules were mended for, *now* says nothing of other pages. The kind of bulletin is the annotated
one. Points with 95 % intervals, drawn over bulletins. A rule is overruled where another role is likelier by {margin}; a role that a word
tells takes one and a half times as much.

{rows}

Trials over all sets in six parts, each read by a model of the others; the rules alone were right on 0.874 of 3,307 dates. Margins of 0.08,
0.12 and 0.2: 0.910, 0.908 and 0.908; the last spoils 13, the first 24. A penalty nearly twice as strong: 0.906. N-grams of the clause alone
instead of the sentence won as much, without the words of the pack `counts` 0.4 points less. The same features as short strings, without
those words, won as much at many times the cost.

Cost: {cost:.1f} % of the time of restoring, segmenting and extracting, least of five runs.
""",
    ),
    "party_role": Page(
        lambda examples, drafts, first: acting_parties(examples, drafts, first=first),
        lambda drafts: with_sure_roles(drafts, ["progress_report"] * len(drafts)),
        False,
        """# A model that overrules roles of parties

`python benchmarks/overruling.py party_role`

Annotated parties that were found, but those that fields of task lists name; each set read by a model that learned from the others. *first*: roles
as the rules gave them before they were mended for that set (`corpora/gold/first_roles.tsv`; of **dev** no first reading is kept), *now*: the rules as they
are; the model learns from both. On sets that the rules were mended for, *now* says nothing of other pages. The kind of bulletin is the annotated one.
Points with 95 % intervals, drawn over bulletins. A rule is overruled where another role is likelier by {margin}.

{rows}

Trials over all sets in six parts, each read by a model of the others; the rules alone were right on 0.773 of 3,122 parties. A margin of 0.2 instead
of 0.1: 0.839 instead of 0.842. Without the words of the pack `counts` around the mentions: 0.837. With the characters of their sentences as
well: 0.848, but no more on the later sets, which were written blind. A penalty three times as strong: 0.837. In earlier trials it won less
without the characters behind the mentions, and no more with pairs of those before them, or with what each cue of the rules had voted;
with the labels of the other sets shuffled within each role of the rules (a control) nothing was won.

Cost: {cost:.1f} % of the time of restoring, segmenting and extracting, least of five runs.
""",
    ),
}


def main(names: list[str]) -> None:
    """Measure and write the pages."""
    examples = [e for e in read_corpus(HOME / "corpora") if e.real and (e.counts or e.dates or e.parties)]
    home_of = sets_of()
    by_set: dict[str, list[Example]] = {}
    for example in examples:
        by_set.setdefault(home_of[example.id], []).append(example)
    drafts = {name: [draft(read_text(e.text, f"{e.id}.txt")) for e in group] for name, group in by_set.items()}
    placed = [
        with_roles(d, e.doc_type) for name, group in by_set.items() for e, d in zip(group, drafts[name], strict=True)
    ]
    for name in names or PAGES:
        page, how = PAGES[name], settings_of(HOME / "models" / name)
        table = rows(by_set, drafts, page.read, [plain_figures()] if page.plain else [], how)
        share = cost(placed, [e.text for e in examples], page.weigh)
        text = page.text.format(margin=how.abstain_below, rows="\n".join((HEAD, *table)), cost=100 * share)
        (HOME / "docs" / "benchmarks" / f"{name}.md").write_text(text, encoding="utf-8")
        print(text)


if __name__ == "__main__":
    main(sys.argv[1:])
