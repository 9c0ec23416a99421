"""For which day a bulletin tells how things stand: the 截至 in force at a place of its text."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from taizhang.rules import compiled
from taizhang.types import DateMention

_SHORT = 12  # characters behind a day that stands for the whole page
_OPENS = compiled(r"^$|[\n（(〔【]$")
_CLOSES = compiled(r"[ 　]*(?:\d{1,2}[时:：点](?:\d{1,2}分?)?)?[）)〕】]?[ 　]*")


@dataclass(frozen=True, slots=True)
class Standing:
    """The 截至 days of a text, in order, ready to be asked."""

    text: str
    days: tuple[DateMention, ...]

    @classmethod
    def of(cls, text: str, dates: Iterable[DateMention]) -> Standing:
        """Those of a text, of whose dates only what it calls 截至 counts."""
        return cls(text, tuple(d for d in dates if d.role == "as_of"))

    def at(self, start: int) -> dt.date | None:
        """The day in force at `start`: the last one before it, if in the same paragraph or told of all that follows."""
        at = bisect_right(self.days, start, key=lambda day: day.start) - 1 if self.days else -1
        if at < 0 or ("\n" in self.text[self.days[at].start : start] and not self._is_of_page(self.days[at])):
            return None
        return self.days[at].value.end

    def within(self, start: int, end: int) -> dt.date | None:
        """The last day told inside a stretch; where none is, the one in force where it begins."""
        at = bisect_right(self.days, end, key=lambda day: day.start) - 1
        return self.days[at].value.end if at >= 0 and self.days[at].start >= start else self.at(start)

    def _is_of_page(self, day: DateMention) -> bool:
        """Whether a day is told of the whole page: alone on a line, in the brackets under a title, or at a title's end."""
        line_end = self.text.find("\n", day.end)
        behind = self.text[day.end : line_end if line_end >= 0 else len(self.text)][:_SHORT]
        opened = _OPENS.search(self.text, max(0, day.start - 1), day.start)
        return opened is not None and _CLOSES.fullmatch(behind) is not None
