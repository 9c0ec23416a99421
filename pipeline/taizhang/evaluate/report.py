"""The result of an evaluation as Markdown, as a picture of confusions, and as a gate."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from taizhang.errors import CorpusError, EnvironmentFault
from taizhang.evaluate.score import Score
from taizhang.write.files import beside, put


def table(score: Score, heading: str) -> str:
    """A Markdown table: F1 with its 95 % interval and support, a row a field."""
    lines = [f"| {heading} | F1 | 95 % | right | gold | predicted |", "|---|---|---|---|---|---|"]
    for name in score.tallies:
        low, high = score.interval(name)
        right, gold, predicted = score.support(name)
        lines.append(f"| {name} | {score.f1(name):.3f} | {low:.2f}–{high:.2f} | {right} | {gold} | {predicted} |")
    return "\n".join(lines)


def by_group(score: Score, groups: Mapping[str, Iterable[str]]) -> str:
    """F1 a group of documents (by doc_type, domain, script, year), a column a group."""
    names = list(score.tallies)
    head = [f"| field | {' | '.join(groups)} |", "|---|" + "---|" * len(groups)]
    rows = [
        f"| {name} | " + " | ".join(f"{score.f1(name, documents):.2f}" for documents in groups.values()) + " |"
        for name in names
    ]
    return "\n".join(head + rows)


def below(score: Score, minimum: Path) -> list[str]:
    """The fields that fall below the gate in a TOML file (`"dates found" = 0.97`), as sentences. Raises CorpusError."""
    try:
        bounds = tomllib.loads(minimum.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise CorpusError(f"{minimum}: 读不了，请改好 cannot be read: {error}") from error
    if unknown := bounds.keys() - score.tallies.keys():
        raise CorpusError(
            f"{minimum}: 没有这个字段，请改 no such field: {sorted(unknown)[0]}; there are: {', '.join(score.tallies)}"
        )
    return [
        f"{name}: {score.f1(name):.3f} is below {bound}" for name, bound in bounds.items() if score.f1(name) < bound
    ]


def write_page(score: Score, gold: Path, command: str, parts: Iterable[str], folder: Path) -> None:
    """The tables `parts` of an evaluation on `gold` as a Markdown page in `folder`, with the confusions of doc_type as a picture.

    Raises EnvironmentFault without matplotlib, LedgerError if the folder cannot be written.
    """
    picture = folder / f"quality_{gold.stem}_doc_type.png"
    with beside(picture) as part:
        confusion_picture(score, "doc_type", part)
    page = f"# Quality on {gold.name}\n\n`{command}`\n\n" + "\n\n".join(parts) + f"\n\n![doc_type]({picture.name})\n"
    put(folder / f"quality_{gold.stem}.md", page.encode())


def confusion_picture(score: Score, name: str, path: Path) -> None:
    """A confusion matrix of doc_type or domain as a PNG: gold down, predicted across. Raises EnvironmentFault without matplotlib."""
    try:
        import matplotlib as mpl
    except ImportError as error:
        raise EnvironmentFault(
            "--out 要画图，请装 taizhang[notebooks]（怎么装见 taizhang doctor） --out draws a picture, which needs this extra"
        ) from error

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    pairs = Counter(score.labels[name])
    labels = sorted({label for pair in pairs for label in pair})
    matrix = [[pairs[gold, predicted] for predicted in labels] for gold in labels]
    figure, axes = plt.subplots(figsize=(1.5 + 0.55 * len(labels),) * 2)
    axes.imshow(matrix, cmap="Blues")
    for y, row in enumerate(matrix):
        for x, n in enumerate(row):
            if n:
                axes.text(
                    x, y, str(n), ha="center", va="center", color="white" if n > max(map(max, matrix)) / 2 else "black"
                )
    axes.set_xticks(range(len(labels)), labels, rotation=60, ha="right")
    axes.set_yticks(range(len(labels)), labels)
    axes.set_xlabel("predicted")
    axes.set_ylabel("gold")
    figure.tight_layout()
    figure.savefig(path, dpi=110, metadata={"Software": None})
    plt.close(figure)
