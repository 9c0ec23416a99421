"""Errors. Everything taizhang raises on purpose derives from `TaizhangError`; only `run/` catches broadly."""

from __future__ import annotations

from typing import Literal

FailureReason = Literal[
    "empty", "damaged", "encrypted", "too_large", "unsupported", "media_type_mismatch", "undecodable",
    "timeout", "memory", "crash", "missing", "denied", "internal",
]  # fmt: skip


class TaizhangError(Exception):
    """Base class. `str(error)` says what happened and what to do."""


class SourceError(TaizhangError):
    """A source could not be read; becomes a row of `failures`.

    `reason` is one of the contract's failure reasons, `stage` the stage that gave up.
    """

    def __init__(self, reason: FailureReason, message: str, stage: str = "read") -> None:
        super().__init__(message)
        self.reason: FailureReason = reason
        self.stage = stage

    def __reduce__(self) -> tuple[type[SourceError], tuple[FailureReason, str, str]]:
        """Errors cross process borders, so they must pickle with all three arguments."""
        return type(self), (self.reason, str(self), self.stage)


class RulePackError(TaizhangError):
    """A rule pack breaks its schema or one of its patterns does not compile."""


class ModelError(TaizhangError):
    """A model file is missing, altered, untrusted or from another version."""


class LedgerError(TaizhangError):
    """The output folder is no ledger, is locked by another run, or cannot be written."""


class NotInLedger(LedgerError):
    """A document or a record is asked for that the ledger does not have, or a name that several have."""


class LedgerBusy(LedgerError):
    """Another run is at work on the ledger: worth waiting for."""


class CorpusError(TaizhangError):
    """A corpus line breaks the schema, or a class has too few examples."""


class EnvironmentFault(TaizhangError):
    """The machine lacks something: memory, a file, an extra."""


class SettingsError(TaizhangError):
    """A setting is unknown or has a value that cannot be."""


class CorrectionError(TaizhangError):
    """A correction breaks the schema or gives a value its field cannot have; the message names file and row.

    `rows` are what is wrong one by one, where it is more than can be read in a line; they stand in `str(error)` as well.
    """

    def __init__(self, message: str, rows: tuple[str, ...] = ()) -> None:
        super().__init__("；".join((message, *rows)))
        self.message, self.rows = message, rows
