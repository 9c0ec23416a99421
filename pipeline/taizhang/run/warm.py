"""Imported once by the process that workers are forked from: rules and models are loaded when it is imported."""

from taizhang.rules.kept import keep
from taizhang.run.worker import initialise

initialise()
keep()
