"""The words around one figure: the type that `clauses` fills, `status` and `objects` decide on."""

from __future__ import annotations

from dataclasses import dataclass, field

from taizhang.extract.counts.lexicon import Label, Token
from taizhang.types import Span


@dataclass(slots=True)
class Clause:
    """What stands around one figure. Stretches end at commas and figures; phrases are spans, None where there is none."""

    # where it stands: its stretch, its sentence, and the figure with what goes before it
    start: int = 0
    end: int = 0
    opened: int = 0  # where the sentence begins
    number: int = 0
    edge: int = 0  # where the figure ends
    # predicates of its stretch, the nearest first
    before: list[Token] = field(default_factory=list)
    after: list[Token] = field(default_factory=list)
    touching: Token | None = None  # between the figure and `second`
    earlier: list[Token] = field(
        default_factory=list
    )  # cues and defects of stretches before, in which no figure stands
    later: list[Token] = field(default_factory=list)  # behind the comma, if no figure follows in the sentence
    # noun phrases
    left: Span | None = None  # touches the figure from before
    second: Span | None = None  # before the predicate that touches the figure
    right: Span | None = None  # touches the figure from behind
    out_of: Span | None = None  # before a 中 that touches the figure
    among: int = -1  # where 中 begins, if the figure is one out of some (企业中有1家)
    topic: list[Token] = field(default_factory=list)  # the nouns between the figure before and this one, in order
    facet: Token | None = None  # a kind or rank right before the figure
    dimension: str | None = None  # 面积 or 金额 before the figure
    kind_of: str | None = None  # what the whole counts that it is a kind of
    # the phrase behind the figure
    closed: bool = False  # ends with the clause, at 的, or in a noun of the lexicon
    noun_behind: bool = False  # the last of these
    modifies: bool = False  # ends at 的: says what the thing counted is like
    whole: bool = False  # 中 closes it, so parts follow (38项任务中，27项…)
    subject: bool = False  # the clause goes on behind the noun with words of which none is a predicate of the lexicon
    # what is said of it: subset, rest, done, future, scope, denied, each, patient (something is done to what is counted:
    # 对5家); with after_ for what stands behind the figure
    marks: set[str] = field(default_factory=set)
    label: Label | None = None  # the field label in force
    share: bool = False  # 占 stands before it
    others: bool = False  # 等 stands before it: the phrase before it only gives examples
    owned: bool = False  # 的 stands before it
    listed: bool = False  # a place stands right before it (太原市17件)
    faulty: bool = False  # it stands in a list of faults (存在以下问题：)
    headline: bool = False  # a blank stands before it that parts two halves of a line
    # other figures
    first: bool = True  # none before it in its sentence
    joined: bool = False  # bound to the one before it by 和 or 、 alone
    runs_on: bool = False  # the next one follows at once
    bracket: bool = False  # it stands in a bracket that opened behind the one before it
    breaks_down: bool = False  # its sentence breaks the one before it down (按级别分)

    def adjoins(self, token: Token) -> bool:
        """Whether `token` touches the noun phrase before the figure, or the figure itself."""
        edge = self.left[0] if self.left else self.number
        return 0 <= edge - token.end <= 2


def trim(text: str, start: int, end: int, junk: str) -> Span | None:
    """The span without `junk` at its ends; None where nothing is left."""
    while start < end and text[start] in junk:
        start += 1
    while end > start and text[end - 1] in junk:
        end -= 1
    return (start, end) if start < end else None
