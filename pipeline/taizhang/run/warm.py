"""Imported once by the process that workers are forked from: rules and models are loaded when it is imported."""

from contextlib import suppress

from taizhang.errors import TaizhangError
from taizhang.rules.kept import keep
from taizhang.run.worker import initialise

with suppress(TaizhangError):  # a worker meets the same, and tells it
    initialise()
keep()
