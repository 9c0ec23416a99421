"""分别: figures that take their objects, or their places, in the order in which these were named before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.lexicon import Kind, lexicon
from taizhang.extract.counts.pack import pattern, said, words
from taizhang.extract.counts.phrases import acts, is_no_noun, name_of
from taizhang.extract.places.gazetteer import gazetteer
from taizhang.rules import compiled
from taizhang.types import CountMention, PlaceMention

_SHARE = "占比"
_PLACE = 8  # characters of a place's name
_BETWEEN = frozenset("、和与及")
# What may stand between the last of a list of places and the first figure: 三市，分别接到举报件, 三区最多，依次为.
_TO_FIGURE = compiled("[^。；;：:\\n0-9]{0,30}?(?:分别|依次)[^，,。；;：:\\n0-9]{0,14}")
_JOINTS = compiled("[、和与及](?!时|早)")


def in_order(text: str, found: list[CountMention], around: Sequence[Clause], named: Sequence[bool]) -> None:
    """Give the figures behind 分别 the objects of as many figures before them (重大隐患58项、一般隐患6739项，分别整改41项和6502项),
    or of as many subjects (总氮、总磷浓度分别下降9.1%和16.7%); not where places stand in their order (分别为汕尾2件、广州1件). By how
    much they changed may be told of figures in any unit (罚款217万元、拘留5人，同比分别增长31%和4%), the same of all."""
    for i, end in _runs(found, around, named):
        if around[i].listed or found[i].object == _SHARE:
            continue
        size = end - i
        _say_in_order(text, found, i, around[i], size)
        changes = said("changes", text, around[i].opened, found[i].start) is not None
        which = around[i].left and found[i].value.unit not in words().measures  # 分别为高坪2件、万山6件
        objects = (
            _listed(text, around[i], found[i], size)
            or _subjects(found[i].object, size)
            or ([] if named[i] or which else _before(found, i, size, changes or found[i].value.unit == "倍"))
        )
        for at, name in zip(range(i, end), objects, strict=False):
            told = found[i] if changes else found[at]
            found[at] = replace(
                found[at], object=name, object_rule="objects.in_order", status=told.status, rule_id=told.rule_id
            )


def in_places(
    text: str,
    found: list[CountMention],
    around: Sequence[Clause],
    named: Sequence[bool],
    places: Sequence[PlaceMention],
) -> None:
    """Give the figures behind 分别 the divisions of as many places listed before them (甲市、乙市分别有13个、8个)."""
    ends = [place.end for place in places]
    for i, end in _runs(found, around, named):
        size, last = end - i, bisect_left(ends, found[i].start)
        listed = places[max(0, last - size - 1) : last]
        units = {count.value.unit for count in found[i:end]}
        if size < 2 or last < size or len(units) > 1 or not _TO_FIGURE.fullmatch(text, ends[last - 1], found[i].start):
            continue
        if _are_others_told(text[ends[last - 1] : found[i].start], size):
            continue
        marks = [text[a.end : b.start] in _BETWEEN for a, b in pairwise(listed)]
        if all(marks[-size + 1 :]) and not any(marks[: -size + 1]):
            for at, place in zip(range(i, end), listed[-size:], strict=True):
                found[at] = replace(found[at], region_adcode=place.region.adcode)


def _are_others_told(between: str, size: int) -> bool:
    """Whether behind the places and a comma as many other things are listed as there are figures: 两市检查企业，大气、水污染分别发现15个、9个."""
    _, comma, clause = between.replace(",", "，").rpartition("，")
    return bool(comma) and len(_JOINTS.findall(clause)) == size - 1


def _runs(found: Sequence[CountMention], around: Sequence[Clause], named: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where the figures behind each 分别 begin and end, none of which but the first has a name of its own."""
    for i in range(len(found) - 1):
        if "each" not in around[i].marks or named[i + 1]:
            continue
        end = i + 1
        while end < len(found) and around[end].joined and not named[end]:
            end += 1
        yield i, end


def _say_in_order(text: str, found: list[CountMention], i: int, clause: Clause, size: int) -> None:
    """Give as many figures as there are verbs in a list before 分别 what these say: 约谈、问责分别为176人和87人."""
    verbs = clause.before[:size][::-1]
    listed = all(text[a.end : b.start] in _BETWEEN for a, b in pairwise(verbs))
    if size < 2 or len(verbs) < size or not listed or any(verb.word.status is None for verb in verbs):
        return
    for at, verb in enumerate(verbs, i):
        found[at] = replace(found[at], status=verb.word.status or "total", rule_id="counts.cue")


def _before(found: Sequence[CountMention], i: int, size: int, any_unit: bool) -> list[str]:
    """The objects of the `size` figures before `i`, if they differ and are counted in the same unit, or in `any_unit`."""
    before, unit = found[max(0, i - size) : i], found[i].value.unit
    objects = [count.object for count in before if count.object and (any_unit or count.value.unit == unit)]
    return objects if size > 1 and len(objects) == size == len(set(objects)) else []


def _listed(text: str, clause: Clause, count: CountMention, size: int) -> list[str]:
    """What stands in a list before 分别, as many as there are figures: 森林覆盖率 and 湿地保护率 of 森林覆盖率、湿地保护率分别达到; not
    where these are kinds that a share is of, or who has so many."""
    found = said("listed", text, clause.opened, count.start) if size > 1 and not clause.share else None
    parts = pattern("list_marks").split(found[1]) if found else []
    name = name_of("、".join(parts[-size:])) if len(parts) >= size else None
    objects = _subjects(name, size)
    counts = count.value.unit in words().measures or not any(map(is_no_noun, objects))
    return objects if counts and not any(map(acts, objects)) else []


def _of_places(parts: Sequence[str]) -> str:
    """信访事项办结率 of 安阳、鹤壁信访事项办结率: what is measured of each of several places; "" where these are none."""
    known = gazetteer().named
    last = parts[-1]
    length = next((n for n in range(min(len(last) - 1, _PLACE), 1, -1) if known(last[:n])), 0)
    return name_of(last[length:]) or "" if length and all(map(known, parts[:-1])) else ""


def _subjects(name: str | None, size: int) -> list[str]:
    """总氮浓度 and 总磷浓度 of 总氮、总磷浓度."""
    parts = (name or "").split("、")
    if size < 2 or len(parts) != size:
        return []
    if measured := _of_places(parts):
        return [measured] * size
    nouns = [t.word.text for t in lexicon().find(parts[-1]) if t.word.kind is Kind.NOUN and t.end == len(parts[-1])]
    tail = nouns[-1] if nouns and nouns[-1] != parts[-1] else ""
    names = [part.rpartition("的")[2] for part in parts]  # 厂区东侧的臭氧、氨浓度
    return [name if name.endswith(tail) else name + tail for name in names]
