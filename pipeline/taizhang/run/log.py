"""Structured logs on stderr: one JSON object a line, or words for people. Every line of a run carries its `run_id`."""

from __future__ import annotations

import logging
import sys
from typing import Any, Literal

import structlog

from taizhang.messages import REASON, several
from taizhang.terminal import harmless
from taizhang.vocabulary_zh import say

Format = Literal["text", "json"]


def configure(form: Format) -> None:
    """Set up logging for a command. In text form only warnings are written: the rest is the summary's."""
    json_form = form == "json"
    level = logging.INFO if json_form else logging.WARNING
    render: Any = structlog.processors.JSONRenderer(ensure_ascii=False) if json_form else _words
    first = (structlog.contextvars.merge_contextvars, structlog.processors.add_log_level)
    structlog.configure(
        processors=[*first, structlog.processors.TimeStamper(fmt="iso", utc=True), render],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def _words(_: object, __: str, event: Any) -> str:
    """A failure as its reason and what to do; anything else by its name."""
    reason = event.get("reason")
    what = f"{say(REASON, reason)} {reason}" if reason else event["event"]
    return harmless(f"{what}: {event.get('message', '')}".strip(": ")) + several(event.get("more", 0))


def logger(run_id: str) -> structlog.typing.FilteringBoundLogger:
    """A logger for a run: as configured by the command, whose own lines (progress) carry the id from now on as well; else through
    the standard library's `taizhang` logger."""
    if structlog.is_configured():
        structlog.contextvars.bind_contextvars(run_id=run_id)
        return structlog.get_logger()  # type: ignore[no-any-return]
    plain = [structlog.processors.KeyValueRenderer(key_order=["event"])]
    return structlog.wrap_logger(logging.getLogger("taizhang"), processors=plain, run_id=run_id)  # type: ignore[no-any-return]
