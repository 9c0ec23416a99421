"""Canonical names and identities of parties. Knowledge: the lexicons `canonical`, `town_twice` and `spelt_out` of `rules/parties.yml`."""

from __future__ import annotations

import hashlib

import regex

from taizhang.extract.parties.anchors import brief_name
from taizhang.extract.places.gazetteer import Division, gazetteer
from taizhang.rules import cached, compiled, load_pack, remembered
from taizhang.types import Party
from taizhang.vocabulary import PartyKind, PartyLevel


@cached
def _replacements() -> tuple[tuple[str, str], ...]:
    lexicons = load_pack("parties").lexicons
    return tuple((old, new or "") for old, new in lexicons["canonical"].items())


@cached
def _spelt_out() -> dict[str, str]:
    return dict(load_pack("parties").lexicons["spelt_out"])


@cached
def _town_twice() -> regex.Pattern[str]:
    return compiled(load_pack("parties").lexicons["town_twice"])


@cached
def _printed_long() -> regex.Pattern[str]:
    """Any form that has a shorter official one, so that most names pass without a replacement being tried."""
    return compiled("|".join(regex.escape(old) for old, _ in _replacements()))


@remembered
def canonical_name(printed: str) -> str:
    """A printed name in its shortest official form: 安阳市人民政府 → 安阳市政府. Gaps inside table cells are closed."""
    name = "".join(printed.split())
    if _printed_long().search(name):
        for old, new in _replacements():
            name = name.replace(old, new)
    if "镇镇" in name:
        name = _town_twice().sub("", name)
    for short, full in _spelt_out().items():
        if name.endswith(short):
            name = name[: -len(short)] + full
    return name


def party_id(name: str, adcode: str | None) -> str:
    """`p-` and 12 hex digits of the SHA-256 of name and code: the same party, the same id, in every bulletin, whether or not it prints
    the city and province before the name of a district."""
    return "p-" + hashlib.sha256(f"{without_above(name, adcode)}|{adcode or ''}".encode()).hexdigest()[:12]


def without_above(name: str, adcode: str | None) -> str:
    """A name without the divisions that its own lies in: 广州市|海珠区某局 of the code of 海珠区."""
    above, own = _printed_before(adcode) if adcode else ((), ())
    start = _behind(name, above)
    return name[start:] if start and name.startswith(own, start) else name


def without_places(name: str, adcode: str | None) -> str:
    """The words of a name that are its own: 宿州市|埇桥区|某厂."""
    above, own = _printed_before(adcode) if adcode else ((), ())
    return name[_behind(name, above + own) :]


def _behind(name: str, divisions: tuple[str, ...]) -> int:
    """Behind the names of divisions that stand one behind the other at the beginning of `name`."""
    at = 0
    while name.startswith(divisions, at):
        at += max(len(d) for d in divisions if name.startswith(d, at))
    return at


def _names(division: Division) -> tuple[str, ...]:
    """What a division is called before the name of a body."""
    return tuple(filter(None, (division.name, brief_name(division), division.short)))


@remembered
def _printed_before(code: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the divisions above that of a code, and its own; none of a code that is not known."""
    own = gazetteer().division(code)
    above: list[str] = []
    at = code if own else ""
    while at and (division := gazetteer().parent(at)):
        above += _names(division) if division.level == "province" else (division.name, brief_name(division))
        at = division.code
    return tuple(above), _names(own) if own else ()


@remembered
def make_party(name: str, kind: PartyKind, adcode: str | None, level: PartyLevel | None = None) -> Party:
    """A party from its canonical name; the level follows from the code unless told (central, township, village)."""
    if level is None:
        level = (
            "none"
            if not adcode
            else "province"
            if adcode.endswith("0000")
            else "prefecture"
            if adcode.endswith("00")
            else "county"
        )
    return Party(party_id(name, adcode), name, kind, adcode, level)
