"""The extractors as spaCy components: `nlp.add_pipe("taizhang_dates")` works in anyone's `spacy.blank("zh")`.

Components cover the text a Doc was made of: they put typed mentions in `doc._.taizhang_dates` (…_counts, _parties, _tasks),
and spans, widened to whole tokens, in `doc.spans["taizhang_dates"]`, whose ids are the rule ids. The scanners work on characters,
so no mention is lost to a token border.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from taizhang.document import draft
from taizhang.extract.parties import with_roles
from taizhang.extract.tasks import tasks
from taizhang.read import read_text
from taizhang.types import Draft

_DRAFT = "taizhang_draft"


@Language.factory("taizhang_dates", assigns=["doc._.taizhang_dates", "doc.spans"])
def create_dates(nlp: Language, name: str) -> Component:
    """Factory of `taizhang_dates`; the span label is the date's role."""
    return Component("dates", lambda d: d.dates, lambda m: m.role)


@Language.factory("taizhang_counts", assigns=["doc._.taizhang_counts", "doc.spans"])
def create_counts(nlp: Language, name: str) -> Component:
    """Factory of `taizhang_counts`; the span label is the count's status."""
    return Component("counts", lambda d: d.counts, lambda m: m.status)


@Language.factory("taizhang_parties", assigns=["doc._.taizhang_parties", "doc.spans"])
def create_parties(nlp: Language, name: str) -> Component:
    """Factory of `taizhang_parties`; the span label is the party's kind."""
    return Component("parties", lambda d: with_roles(d, None).parties, lambda m: m.party.kind)


@Language.factory("taizhang_tasks", assigns=["doc._.taizhang_tasks", "doc.spans"])
def create_tasks(nlp: Language, name: str) -> Component:
    """Factory of `taizhang_tasks`; the span label is the task's kind."""
    return Component("tasks", lambda d: tasks(d, None), lambda m: m.kind)


class Component:
    """Reads one kind of mention off a Doc. The document is drafted once, whichever components stand in the pipeline.

    The spans of a Doc count in its own text, so restoring must not move offsets: mentions are mapped back to the
    Doc's text before they become spans.
    """

    def __init__(self, kind: str, mentions: Callable[[Draft], Sequence[Any]], label: Callable[[Any], str]) -> None:
        self.key = f"taizhang_{kind}"
        self._mentions, self._label = mentions, label
        for extension in (self.key, _DRAFT):
            if not Doc.has_extension(extension):
                Doc.set_extension(extension, default=None)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate `doc` in place and return it."""
        d = doc._.get(_DRAFT)
        if d is None:
            d = draft(read_text(doc.text))
            doc._.set(_DRAFT, d)
        found = tuple(self._mentions(d))
        doc._.set(self.key, found)
        spans = []
        for mention in found:
            start, end = d.restored.offsets.to_source(mention.start, mention.end)
            span = doc.char_span(
                start, end, label=self._label(mention), alignment_mode="expand", span_id=mention.rule_id
            )
            if span is not None:
                spans.append(span)
        doc.spans[self.key] = spans
        return doc
