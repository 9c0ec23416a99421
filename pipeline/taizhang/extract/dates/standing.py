"""For which day a bulletin tells how things stand: the 截至 in force at a place of its text."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from taizhang.rules import compiled
from taizhang.types import DateMention

_GAP = 4  # characters from the end of a sentence to a date that opens the next
_REACH = 240  # characters that the sentence behind such a date is followed
_COMMAS = frozenset(",，")
_SHORT = 12  # characters behind a day that stands for the whole page
_OPENS = compiled(r"^$|[\n（(〔【]$")
_SENTENCE = compiled("[。！？\\n][ 　]*$")
_CLOSES = compiled(r"[ 　]*(?:\d{1,2}[时:：点](?:\d{1,2}分?)?)?[）)〕】]?[ 　]*")


def _is_closed(text: str, date: DateMention) -> bool:
    """Whether what follows a date and its comma is told of that day or stretch, which has both its ends."""
    ends = (date.value.start, date.value.end)
    return date.role != "as_of" and None not in ends and text[date.end : date.end + 1] in _COMMAS


@dataclass(frozen=True, slots=True)
class Standing:
    """The 截至 days of a text, in order, ready to be asked. `anew`: where sentences begin that open with a day or stretch of their
    own (2019年至2022年，督察分六批完成), of which these days tell nothing."""

    text: str
    days: tuple[DateMention, ...]
    anew: tuple[int, ...]

    @classmethod
    def of(cls, text: str, dates: Iterable[DateMention]) -> Standing:
        """Those of a text, of whose dates only what it calls 截至 counts."""
        told = tuple(dates)
        anew = (
            d.start for d in told if _is_closed(text, d) and _SENTENCE.search(text, max(0, d.start - _GAP), d.start)
        )
        return cls(text, tuple(d for d in told if d.role == "as_of"), tuple(anew))

    def at(self, start: int) -> dt.date | None:
        """The day in force at `start`: the last one before it, if in the same paragraph or told of all that follows."""
        at = bisect_right(self.days, start, key=lambda day: day.start) - 1 if self.days else -1
        if at < 0 or ("\n" in self.text[self.days[at].start : start] and not self._is_of_page(self.days[at])):
            return None
        ends = bisect_right(self.anew, start) - 1
        if ends >= 0 and self.days[at].end < self.anew[ends] and self._in_sentence(self.anew[ends], start):
            return None
        return self.days[at].value.end

    def within(self, start: int, end: int) -> dt.date | None:
        """The last day told inside a stretch; where none is, the one in force where it begins."""
        at = bisect_right(self.days, end, key=lambda day: day.start) - 1
        return self.days[at].value.end if at >= 0 and self.days[at].start >= start else self.at(start)

    def _in_sentence(self, begin: int, start: int) -> bool:
        """Whether the sentence that begins at `begin` still goes on at `start`."""
        return start - begin < _REACH and not any(end in self.text[begin:start] for end in "。\n")

    def _is_of_page(self, day: DateMention) -> bool:
        """Whether a day is told of the whole page: alone on a line, in the brackets under a title, or at a title's end."""
        line_end = self.text.find("\n", day.end)
        behind = self.text[day.end : line_end if line_end >= 0 else len(self.text)][:_SHORT]
        opened = _OPENS.search(self.text, max(0, day.start - 1), day.start)
        return opened is not None and _CLOSES.fullmatch(behind) is not None
