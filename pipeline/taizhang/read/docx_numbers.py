"""Numbers that Word computes (numbered paragraphs), so that 一、 and （一） are in the text as they are in print."""

from __future__ import annotations

from typing import Any

from taizhang.numerals import write_numeral

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = frozenset("012345678")  # Word has nine
_LONGEST = 100  # characters of the pattern of a number
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "ideographDigital",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "chineseLegalSimplified",
}


def printed(number: int, form: str) -> str:
    """A number in one of Word's number forms."""
    if form in _CHINESE and 0 < number < 1000:
        return write_numeral(number)
    if form.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    if form in ("upperLetter", "lowerLetter") and 0 < number <= 26:
        return chr((65 if form == "upperLetter" else 97) + number - 1)
    if form == "decimalZero":
        return f"{number:02d}"
    return str(number)


def number(element: Any, otherwise: int) -> int:
    """The whole number an element states as its value; `otherwise` where it states none, or one out of all bounds."""
    value = str(element.get(f"{_W}val", "")) if element is not None else ""
    sound = value.removeprefix("-").isdecimal() and len(value) < 10
    return int(value) if sound else otherwise


class Numbers:
    """Counts the numbered paragraphs of a document in reading order."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._styles = _style_numbers(document)
        self._counts: dict[str, list[int]] = {}
        self._lists: dict[str, str] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        abstracts = {a.get(f"{_W}abstractNumId"): _abstract(a) for a in root.iter(f"{_W}abstractNum")}
        for num in root.iter(f"{_W}num"):
            link = num.find(f"{_W}abstractNumId")
            if link is not None:
                key = num.get(f"{_W}numId")
                self._lists[key] = link.get(f"{_W}val")
                self._levels[key] = abstracts.get(self._lists[key], {})

    def of(self, paragraph: Any) -> str:
        """The number printed before a paragraph, or nothing."""
        found = _number_of(paragraph) or self._styles.get(_style_of(paragraph) or "")
        if not found or found[0] not in self._levels or found[1] not in self._levels[found[0]]:
            return ""
        key, level = found
        levels = self._levels[key]
        counts = self._counts.setdefault(self._lists[key], [0] * 10)
        counts[level] = counts[level] + 1 if counts[level] else levels[level][2]
        counts[level + 1 :] = [0] * (9 - level)
        text, form = levels[level][1], levels[level][0]
        if form in ("bullet", "none"):
            return ""
        for i in range(level + 1):
            text = text.replace(f"%{i + 1}", printed(counts[i] or 1, levels.get(i, (form, "", 1))[0]))
        return text


def _abstract(element: Any) -> dict[int, tuple[str, str, int]]:
    """Form, pattern and first number of each level."""
    found = {}
    for level in element.iter(f"{_W}lvl"):
        values = {name: level.find(f"{_W}{name}") for name in ("numFmt", "lvlText", "start")}
        get = {name: part.get(f"{_W}val", "") if part is not None else "" for name, part in values.items()}
        place = str(level.get(f"{_W}ilvl", "0"))
        if place in _LEVELS:
            start = number(values["start"], 1)
            found[int(place)] = (get["numFmt"] or "decimal", get["lvlText"][:_LONGEST], start)
    return found


def _number_of(paragraph: Any) -> tuple[str, int] | None:
    found = paragraph.find(f"{_W}pPr/{_W}numPr")
    if found is None:
        return None
    key, level = found.find(f"{_W}numId"), found.find(f"{_W}ilvl")
    if key is None:
        return None
    return key.get(f"{_W}val"), min(max(number(level, 0), 0), 8)


def _style_of(paragraph: Any) -> str | None:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return style.get(f"{_W}val") if style is not None else None


def _style_numbers(document: Any) -> dict[str, tuple[str, int]]:
    found = {}
    for style in document.styles.element.iter(f"{_W}style"):
        key_and_level = _number_of(style)
        if key_and_level:
            found[style.get(f"{_W}styleId")] = key_and_level
    return found
