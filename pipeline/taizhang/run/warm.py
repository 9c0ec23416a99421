"""Imported once by the process that workers are forked from: rules and models are loaded when it is imported."""

from taizhang.run.worker import initialise

initialise()
