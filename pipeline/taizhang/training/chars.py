"""Count characters in context and make the model `chars` (see `restore/chars.py`) of the counts.

Grown bulletins repeat the frames of their families, so an n-gram counts in each family by the root
of its number. Words of the dictionary and names of divisions fill in what bulletins do not say.
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from taizhang.errors import CorpusError
from taizhang.offsets import Edit, apply_edits
from taizhang.restore.chars import BREAK, STEP, CharModel, folded
from taizhang.restore.gloss import glosses
from taizhang.restore.marks import inserted
from taizhang.restore.script import simplify
from taizhang.training.corpus import Example

Grams = dict[str, float]
_FLOOR = 0.02
"""The share of the unigram mass that is spread evenly over all characters of GBK, seen or not."""
_DISCOUNT = (0.6, 1.0)
"""What a seen n-gram gives up for unseen ones: this share of its count, and never more than this count."""


def counts_of(texts: Iterable[tuple[str, str]], words: Mapping[str, float]) -> tuple[Grams, Grams, Grams]:
    """Weighted counts of one, two and three characters in (family, simplified text) pairs and in words.

    Three characters count by how often they are met; fewer, which are only asked where more were never met, by how many
    characters they are met behind (Kneser and Ney 1995): 米 is frequent, but behind figures only.
    """
    by_family: dict[str, Counter[str]] = defaultdict(Counter)
    for family, text in texts:
        by_family[family].update(_grams(_plain(text), 3))
    three: Grams = defaultdict(float)
    for grams in by_family.values():
        for gram, n in grams.items():
            three[gram] += n**0.5
    two = _ways(three)
    for word, weight in words.items():
        plain = "".join(map(folded, word))
        for size, counts in ((2, two), (3, three)):
            for gram in _grams(plain, size):
                counts[gram] += weight
    one = _ways(two)
    for gram in two:
        one.setdefault(gram[0], 0.0)
    return one, two, three


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


def arrays_of(counts: tuple[Grams, Grams, Grams], least: float) -> dict[str, npt.NDArray[Any]]:
    """The arrays of the model; n-grams of two and three counted less than `least` are left out."""
    one, two, three = counts
    characters = ["\0", *sorted(one)]  # number 0: all that was never seen
    number = {char: n for n, char in enumerate(characters)}
    p_one = _unigrams(one, characters)
    two = {g: n for g, n in two.items() if n >= least}
    three = {g: n for g, n in three.items() if n >= least and g[:2] in two}
    p_two, left_one = _interpolated(two, lambda gram: p_one[gram[-1]])
    back = dict(p_two.items())
    p_three, left_two = _interpolated(three, lambda g: back.get(g[1:]) or left_one.get(g[1], 1.0) * p_one[g[2]])
    size = len(characters)
    pairs = sorted(two, key=lambda g: number[g[0]] * size + number[g[1]])
    place = {g: n for n, g in enumerate(pairs)}
    triples = sorted(three, key=lambda g: place[g[:2]] * size + number[g[2]])
    return {
        "characters": np.array([ord(c) for c in characters], dtype=np.uint32),
        "one": _tenths(p_one[c] for c in characters), "one_left": _tenths(left_one.get(c, 1.0) for c in characters),
        "two": _tenths(p_two[g] for g in pairs), "two_left": _tenths(left_two.get(g, 1.0) for g in pairs),
        "three": _tenths(p_three[g] for g in triples),
        "two_keys": _steps([number[g[0]] * size + number[g[1]] for g in pairs]),
        "three_keys": _steps([place[g[:2]] * size + number[g[2]] for g in triples]),
    }  # fmt: skip


def _unigrams(one: Grams, characters: Sequence[str]) -> dict[str, float]:
    total = sum(one.values())
    even = _FLOOR / 24_000
    return {c: even + (1 - _FLOOR) * one.get(c, 0.0) / total for c in characters}


def _interpolated(grams: Grams, lower: Any) -> tuple[Grams, Grams]:
    """(probability of each n-gram's last character, mass left to shorter contexts) by absolute discounting."""
    seen: Grams = defaultdict(float)
    given: Grams = defaultdict(float)
    for gram, n in grams.items():
        seen[gram[:-1]] += n
        given[gram[:-1]] += min(_DISCOUNT[0] * n, _DISCOUNT[1])
    left = {context: given[context] / seen[context] for context in seen}
    share, most = _DISCOUNT
    probability = {
        gram: (n - min(share * n, most)) / seen[gram[:-1]] + left[gram[:-1]] * lower(gram) for gram, n in grams.items()
    }
    return probability, left


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
    least: float = 0.05  # n-grams counted less are left out

    def toml(self) -> str:
        """As a TOML file."""
        return "".join(f"{key} = {value}\n" for key, value in asdict(self).items())


def arrays(examples: Sequence[Example], how: Recipe) -> dict[str, npt.NDArray[Any]]:
    """The arrays of the model made from the texts of `examples`."""
    texts = ((e.family, clean_text(e.text)) for e in examples)
    return arrays_of(counts_of(texts, dictionary(how.strength, how.power)), how.least)


def nats_a_character(examples: Sequence[Example], how: Recipe, share: int = 8) -> float:
    """The cross-entropy, in nats, of one `share`th of the families under a model made of the others."""
    families = sorted({e.family for e in examples})
    held = set(families[::share])
    model = CharModel(arrays([e for e in examples if e.family not in held], how))
    total = n = 0.0
    for text in (_plain(clean_text(e.text)) for e in examples if e.family in held):
        numbers = [model.number(c) for c in text]
        total += sum(model.score(*numbers[at : at + 3]) for at in range(len(numbers) - 2))
        n += max(len(numbers) - 2, 0)
    return round(-total / max(n, 1), 4)


def recipe_of(folder: Path) -> Recipe:
    """The recipe in `folder/train.toml`, or the defaults. Raises CorpusError for a broken file."""
    file = folder / "train.toml"
    if not file.exists():
        return Recipe()
    try:
        return Recipe(**tomllib.loads(file.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, TypeError) as error:
        raise CorpusError(f"{file}: {error}; the keys are {', '.join(asdict(Recipe()))}") from error
