"""Damage a clean text the way mirrors do: traditional letters, pinyin glosses, commas before stops, cut ends, half width."""

from __future__ import annotations

import random

import opencc

# A few of the letters that gloss-inserting sites carry; written down from general knowledge of pinyin, not from a site.
GLOSSES = dict(pair.split(":") for pair in ["責:zé", "環:huán", "態:tài", "務:wù", "導:dǎo", "領:lǐng", "現:xiàn", "調:diào", "續:xù", "發:fā", "關:guān", "監:jiān", "執:zhí", "統:tǒng", "設:shè", "嚴:yán", "紀:jì", "產:chǎn", "權:quán", "標:biāo", "區:qū", "規:guī", "習:xí", "學:xué", "質:zhì", "業:yè", "聯:lián", "網:wǎng", "經:jīng", "轉:zhuǎn", "實:shí", "護:hù", "報:bào", "計:jì", "數:shù", "點:diǎn", "會:huì", "個:gè", "對:duì", "進:jìn", "動:dòng", "當:dāng", "結:jié", "機:jī", "強:qiáng", "級:jí", "問:wèn", "國:guó", "處:chù", "縣:xiàn", "項:xiàng", "階:jiē", "題:tí", "訪:fǎng", "類:lèi", "開:kāi", "來:lái", "時:shí", "過:guò", "車:chē", "場:chǎng", "內:nèi", "團:tuán", "構:gòu", "間:jiān"])  # fmt: skip
_TO_HANT = opencc.OpenCC("s2t")
_TO_TAIWAN = opencc.OpenCC("s2tw")


def hant(text: str, rng: random.Random) -> str:
    """Traditional script, of the mainland's one-to-one kind or Taiwan's."""
    return str((_TO_HANT if rng.random() < 0.7 else _TO_TAIWAN).convert(text))


def glossed(text: str, rng: random.Random) -> str:
    """Traditional script with the pinyin of some letters behind them, the same letters through the whole page."""
    chosen = set(rng.sample(sorted(GLOSSES), rng.randint(12, 50)))
    return "".join(f"{ch}({GLOSSES[ch]})" if ch in chosen else ch for ch in str(_TO_HANT.convert(text)))


def doubled_commas(text: str, rng: random.Random) -> str:
    """A comma in front of some stops, as pages do that break before punctuation."""
    return "".join("，" + ch if ch in "，。" and rng.random() < 0.5 else ch for ch in text)


def half_width(text: str) -> str:
    """Punctuation folded to ASCII."""
    return text.translate(str.maketrans("，：；（）？！", ",:;()?!"))


def cut(text: str, rng: random.Random) -> str:
    """The page ends in mid-sentence."""
    return text[: max(60, round(len(text) * rng.uniform(0.55, 0.9)))]


def one_line(text: str) -> str:
    """Paragraphs run together, as text pulled out of a page without its markup."""
    return " ".join(text.split("\n"))


def damage(text: str, rng: random.Random) -> tuple[str, str, list[str]]:
    """(text, script, kinds of damage) after a random choice of the above; half of the texts stay clean."""
    kinds: list[str] = []
    script = "hans"
    if rng.random() < 0.08:
        text, kinds = cut(text, rng), [*kinds, "cut"]
    if rng.random() < 0.15:
        text, kinds = one_line(text), [*kinds, "one_line"]
    if rng.random() < 0.4:
        text, kinds = half_width(text), [*kinds, "half_width"]
    if rng.random() < 0.06:
        text, kinds = doubled_commas(text, rng), [*kinds, "commas"]
    dice = rng.random()
    if dice < 0.15:
        text, script = hant(text, rng), "hant"
    elif dice < 0.4:
        text, script, kinds = glossed(text, rng), "hant_pinyin", [*kinds, "gloss"]
    return text, script, kinds
