"""The words around one figure: the type that `clauses` fills, `status` and `objects` decide on."""

from __future__ import annotations

from dataclasses import dataclass, field

from taizhang.extract.counts.lexicon import Token


@dataclass(slots=True)
class Clause:
    """What stands around one figure.

    `before`, `after`: predicates of its own stretch, nearest first. `left`, `right`: noun phrases that touch the figure,
    as spans, None where there is none. `marks`: subset, rest, done, future, scope, denied, each, patient (something is done to what is counted: 对5家); with after_ for those behind the figure. `label`: the field label in force.
    `joined`: the figure is bound to the one before it by 和 or 、 alone. `first`: no figure before it in its sentence.
    `bracket`: it stands in a bracket that opened behind the figure before it. `earlier`: cues and defects of earlier stretches
    of the sentence in which no figure stands, nearest first. `later`: predicates behind the comma, if no figure follows in the sentence. `opened`: where the sentence begins. `number`, `edge`: where the figure begins, with what goes before it, and ends.
    `touching`: the predicate between the figure and `second`, the noun phrase before it. `share`: 占 stands before the
    figure. `topic`: the nouns between the figure before and this one, in order. `runs_on`: the next figure follows at once.
    `closed`: the phrase behind the figure ends with the clause, at 的, or in a noun of the lexicon (`noun_behind`).
    `modifies`: the phrase behind the figure ends at 的, so it says what the thing counted is like.
    `others`: 等 stands before the figure, so the phrase before it only gives examples. `listed`: a place stands right
    before the figure (太原市17件). `owned`: 的 stands before it. `breaks_down`: its sentence
    breaks the figure before it down (按级别分). `whole`: 中 closes the phrase behind it, so parts follow (38项任务中，27项…).
    `kind_of`: what the whole counts that it is a kind of. `dimension`: 面积 or 金额 stands before the figure. `among`: where 中 begins if the figure is one out of some (企业中有1家), `out_of`: the phrase before a 中 that touches the figure.
    `faulty`: it stands in a list of faults (存在以下问题：). `subject`: the clause goes on behind the noun with words of which none is a predicate of the lexicon.
    `headline`: a blank stands before it that parts two halves of a line.
    """

    before: list[Token] = field(default_factory=list)
    after: list[Token] = field(default_factory=list)
    left: tuple[int, int] | None = None
    right: tuple[int, int] | None = None
    marks: set[str] = field(default_factory=set)
    label: str | None = None
    facet: Token | None = None
    joined: bool = False
    first: bool = True
    bracket: bool = False
    earlier: list[Token] = field(default_factory=list)
    later: list[Token] = field(default_factory=list)
    start: int = 0
    end: int = 0
    opened: int = 0
    number: int = 0
    edge: int = 0
    touching: Token | None = None
    second: tuple[int, int] | None = None
    share: bool = False
    topic: list[Token] = field(default_factory=list)
    runs_on: bool = False
    closed: bool = False
    noun_behind: bool = False
    modifies: bool = False
    others: bool = False
    listed: bool = False
    owned: bool = False
    breaks_down: bool = False
    whole: bool = False
    dimension: str | None = None
    kind_of: str | None = None
    among: int = -1
    out_of: tuple[int, int] | None = None
    faulty: bool = False
    subject: bool = False
    headline: bool = False

    def adjoins(self, token: Token) -> bool:
        """Whether `token` touches the noun phrase before the figure, or the figure itself."""
        edge = self.left[0] if self.left else self.number
        return 0 <= edge - token.end <= 2


def trim(text: str, start: int, end: int, junk: str) -> tuple[int, int] | None:
    """The span without `junk` at its ends; None where nothing is left."""
    while start < end and text[start] in junk:
        start += 1
    while end > start and text[end - 1] in junk:
        end -= 1
    return (start, end) if start < end else None
