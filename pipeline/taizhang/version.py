"""Versions: of the package, and of the pipeline that is written into every row."""

from typing import Final

__version__: Final = "0.1.0"
PIPELINE_VERSION: Final = __version__
