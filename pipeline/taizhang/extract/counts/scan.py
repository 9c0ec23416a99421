"""Find quantities: one pass of one pattern over the text, each hit parsed at once. See `rules/count_figures.yml` for units and traps.

Left alone: durations, clock times, ordinals, enumerators, numbers inside codes, slogans, view counters; dates are left
out by the caller, who knows their spans.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import regex

from taizhang.extract.counts.parse import parse
from taizhang.rules import Seldom, cached, compiled, load_pack
from taizhang.rules.first import ANY, characters, first_characters, one_of
from taizhang.rules.load import fill
from taizhang.types import Quantity
from taizhang.vocabulary import Comparator


@dataclass(slots=True, eq=False)
class Hit:
    """A quantity in the text: `start` takes in the comparator before it, `number` is where the numeral begins, `end`
    lies behind the unit and the comparator after it."""

    start: int
    number: int
    end: int
    value: Quantity


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled patterns of the pack."""

    quantity: regex.Pattern[str]
    trap_here: regex.Pattern[str]
    trap_of_digits: regex.Pattern[str]  # of the same, those that a figure in digits can be
    trap_before: regex.Pattern[str]
    before: Mapping[str, Comparator | None]
    longest_before: int
    endings: frozenset[str]
    ranges: Mapping[str, tuple[str, ...]]
    afar: Seldom
    before_afar: Mapping[str, Comparator]
    wholes: frozenset[str]


_CHINESE = "一二两三四五六七八九十百千万亿零〇○"
_REACH = 40  # characters of a numeral that are looked through for its end; a longer one is tried as it is
_HAN_NUMERALS = frozenset(_CHINESE + "半")
_ITEM_NUMBER = compiled(r"[0-9]{1,2}[.．](?=([1-9][0-9]*)(?![0-9.．]))")
_JOINTS = ("、", "和", "及")
_BARE = compiled(r"[0-9]+(?:\.[0-9]+)?")
_SHARED = compiled(rf"(?r)(?:分别|依次)\p{{Han}}{{0,8}}(?P<all>(?:{_BARE.pattern}[、和及]){{1,12}})")
_AFAR = 18  # characters before a figure in which a comparator is looked for that stands before what is done
_SIGHT = 80  # characters before a figure in which others are looked for that have its unit
_BEFORE_ITEMS = ("\n", "。", "；", ";", "附件:", "附件：")


Tails = Mapping[str, str | Sequence[str]]


def trie(words: Iterable[str], tails: Tails | None = None) -> str:
    """A pattern for the longest of `words`, built as a prefix tree; `tails` are characters, or words, that may not follow a word."""
    tree: dict[str, object] = {}
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(character, {})  # type: ignore[assignment]
        node[""] = word
    return _branch(tree, tails or {})


def _branch(node: Mapping[str, object], tails: Tails) -> str:
    options = [regex.escape(c) + _branch(n, tails) for c, n in node.items() if c]  # type: ignore[arg-type]
    if "" in node:
        tail = tails.get(str(node[""]))
        options.append(f"(?!{'|'.join(tail)})" if tail else "")
    return options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"


@cached
def grammar() -> Grammar:
    """The patterns of the pack in force. No group stands before one of a lower number, not even in another alternative: only then
    can Python's engine match a pattern with groups that share a name."""
    lists = load_pack("count_figures").lexicons
    pieces = lists["pieces"]
    unit = trie(lists["units"], lists["units"])
    per = trie(sorted(lists["per"]))
    pattern = fill(
        r"(?:(?<![第A-Za-z0-9０-９" + _CHINESE + r"])|(?<=(?<![A-Za-z]){measured})|(?<=[清归]零))"
        r"(?:(?<![0-9A-Za-z０-９][.．:：/／_—-])|(?<=(?:问题|任务|隐患|事项|案例)[0-9][0-9]?[:：]))"
        r"(?:(?:百分之(?P<hundredth>{arabic}|{han}))"
        r"|(?P<part>{han})分之(?P<share>{han})(?![家户之])"
        r"|(?P<a>{arabic}|{han})(?P<tenths>成)(?P<tenths_more>[多余])?(?![立为员果都分本功效绩品长年熟因就片了群份交像])"
        r"|(?P<a>{arabic} ?|{han})(?:(?P<a_vague>{vague})(?P<a_scale>{scale})|(?P<a_plain>{scale}?)(?P<a_more>{vague}?))"
        r"(?:(?P<a_unit>{unit})?(?:(?P<a_bound>以上){dash}?|{dash})(?P<b>{arabic} ?|{han})"
        r"(?:(?P<b_vague>{vague})(?P<b_scale>{scale})|(?P<b_plain>{scale}?)(?P<b_more>{vague}?)))??"
        r" ?(?P<unit>{unit}(?:(?:[/／]|每(?!..?(?:{doing}|[0-9]))){per}|[（(]{aside}[)）])?))(?P<after>余|多(?![年月个天日种次方出于堆])|[及或]?以[上下]|以内|左右|上下|不等|之内)?",
        {**pieces, "unit": unit, "per": per, "aside": trie(lists["units_aside"]), "measured": trie(lists["measured"])},
    )
    before = lists["before"]
    ahead = _ahead(pattern, fill("{arabic}{han}{scale}{vague} ", pieces), lists["units"], pieces["dash"])
    return Grammar(
        compiled(ahead + pattern),
        compiled("|".join(lists["traps_here"])),
        compiled(
            "|".join(trap for trap in lists["traps_here"] if not first_characters(trap) <= _HAN_NUMERALS) or "(?!)"
        ),
        compiled(lists["traps_before"]),
        before,
        max(map(len, before)),
        frozenset(word[-1] for word in before),
        {name: tuple(words) for name, words in lists["ranges"].items()},
        Seldom(compiled(rf"(?r)({'|'.join(lists['before_afar'])})(?:\p{{Han}}(?<![的、和{_CHINESE}])){{1,14}}")),
        lists["before_afar"],
        frozenset(lists["units_aside"]),
    )


def _ahead(pattern: str, numeral: str, units: Iterable[str], dash: str) -> str:
    """A look ahead that finds the numerals, and those with no unit behind them (years, days) useless, in a fraction of the time
    of the pattern itself: its first character, the rest of the numeral, and what a unit, a range or a share begins with."""
    firsts, run = first_characters(pattern), characters(numeral)
    goes_on = {unit[0] for unit in units} | first_characters(dash) | set("分成以")
    if run is None or ANY in firsts | goes_on:
        return ""
    return f"(?={one_of(firsts)}{one_of(run - goes_on)}{{0,{_REACH}}}+{one_of(run | goes_on)})"


def scan(text: str) -> Iterator[Hit]:
    """All quantities of `text`, in order; the two ends of a range are one. Nothing is checked against dates here."""
    held: Hit | None = None
    for hit in _hits(text):
        if held is not None and (joint := _joined(text, held, hit)):
            held = joint
            continue
        if held is not None:
            yield held
        held = hit
    if held is not None:
        yield held


def _joined(text: str, low: Hit, high: Hit) -> Hit | None:
    """2万元以上5万元以下, 3家至5家: a range whose ends both have their unit; 2万元，5万元 is none."""
    if high.start - low.end > 1 or low.value.unit != high.value.unit:
        return None
    left, right, between = low.value, high.value, text[low.end : high.start]
    if left.value is None or right.value is None or left.value >= right.value or left.value_to or right.value_to:
        return None
    words = grammar().ranges
    closed = (
        text.endswith(words["lower"], 0, low.end)
        and text.endswith(words["upper"], 0, high.end)
        and between in words["between"]
    )
    dashed = between in words["dashes"] and left.comparator == right.comparator == "eq"
    if not closed and not dashed:
        return None
    return Hit(low.start, low.number, high.end, Quantity(left.value, right.value, "eq", left.unit))


def _hits(text: str) -> Iterator[Hit]:
    rules = grammar()
    for match in rules.quantity.finditer(text):
        start, end = match.span()
        here = rules.trap_here if text[start] in _HAN_NUMERALS else rules.trap_of_digits
        if here.match(text, start) or rules.trap_before.search(text, max(0, start - 8), start):
            continue
        first, comparator = comparator_before(text, start, rules)
        value = parse(match, comparator)
        if value is not None and value.value and value.value % 1 and value.unit in rules.wholes:
            yield _behind_item_number(text, Hit(first, start, end, value))
        elif value is not None:
            yield from _sharing(text, start, value)
            yield Hit(first, start, end, value)


def _sharing(text: str, start: int, value: Quantity) -> Iterator[Hit]:
    """The figures before one whose unit is theirs as well: 分别超标1.04和2.99倍."""
    if text[start - 1 : start] not in _JOINTS or not text[start - 2 : start - 1].isdigit():
        return
    if found := _SHARED.match(text, max(0, start - _SIGHT), start):
        for number in _BARE.finditer(text, found.start("all"), start):
            yield Hit(*number.span()[:1], *number.span(), replace(value, value=float(number[0]), comparator="eq"))


def _behind_item_number(text: str, hit: Hit) -> Hit:
    """2.3个项目 at the start of a line or sentence: the point ends the number of an item; what is counted there is whole."""
    number = _ITEM_NUMBER.match(text, hit.start)
    before = text[max(0, hit.start - 8) : hit.start]
    if number is None or not (before.strip(" \u3000") == "" or before.rstrip(" \u3000").endswith(_BEFORE_ITEMS)):
        return hit
    start = number.end()
    return Hit(start, start, hit.end, replace(hit.value, value=float(number[1])))


def comparator_before(text: str, start: int, rules: Grammar) -> tuple[int, Comparator | None]:
    """Where the comparator that ends at `start` begins, and which it is."""
    if start and text[start - 1] in rules.endings:
        for size in range(rules.longest_before, 0, -1):
            word = text[max(0, start - size) : start]
            if word in rules.before:
                comparator = rules.before[word]
                return (start - len(word), comparator) if comparator else (start, None)
    return start, None


def compared(text: str, hit: Hit) -> Quantity:
    """The quantity of a hit with the comparator that stands before what is done: 至少举办专题培训班1期."""
    if hit.value.comparator != "eq":
        return hit.value
    rules = grammar()
    far = rules.afar.match(text, max(0, hit.start - _AFAR), hit.start)
    return replace(hit.value, comparator=rules.before_afar[far[1]]) if far else hit.value
