"""People in a notice of accountability, who are counted by what was meted out to them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from taizhang.extract.counts.pack import said_before, words
from taizhang.types import CountMention, Draft
from taizhang.vocabulary import DocType

_RULE: Final = "objects.measures"


def with_measures(draft: Draft, doc_type: DocType | None) -> Draft:
    """The draft, whose disciplined people are counted by the measure right before the figure (诫勉 of 诫勉17人) in a notice of
    accountability, which tells them apart by it (处分23人、诫勉11人 are a breakdown by measure); elsewhere the measure is only how a
    case ended, and they are people."""
    if doc_type != "accountability" or not any(count.status == "disciplined" for count in draft.counts):
        return draft
    return replace(draft, counts=tuple(_by_measure(draft.text, count) for count in draft.counts))


def _by_measure(text: str, count: CountMention) -> CountMention:
    if count.status != "disciplined" or count.object not in words().people:
        return count
    measure = said_before("measure_of_people", text, count.start)
    return replace(count, object=measure["name"], object_rule=_RULE) if measure else count
