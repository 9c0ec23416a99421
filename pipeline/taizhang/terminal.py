"""Names as they may go to a terminal, and as they are typed in a shell."""

from __future__ import annotations

import re
import shlex
from typing import Final

_CONTROLS: Final = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160))}


def harmless(text: str) -> str:
    """Text with a file name in it as it may go to a terminal: control characters, which a name may hold, in letters."""
    return text.translate(_CONTROLS)


def typed(name: object) -> str:
    """A path or a name as it is typed in a shell: in quotes where it needs them. Chinese needs none."""
    return str(name) if re.fullmatch(r"[\w@%+=:,./-]+", str(name)) else shlex.quote(str(name))
