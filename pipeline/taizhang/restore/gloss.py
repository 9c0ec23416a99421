"""Pinyin glosses, told by their shape: 責(zé), 會(huì ), 地(dì / de), 境(jing)(jing). No list of glossed characters is
closed, so none is kept. See the rules `gloss.*` in `rules/restore.yml`."""

from __future__ import annotations

import regex

from taizhang.restore.work import Finding
from taizhang.rules import cached, compiled, load_pack

_FEW = 3
"""So many glosses, or fewer, in simplified text may be an author's help with a rare character (垚(yáo))."""


@cached
def _pattern(name: str) -> regex.Pattern[str]:
    """One rule of the restore pack, compiled."""
    rule = next(r for r in load_pack("restore").rules if r.id == name)
    return compiled(rule.pattern)


def glosses(text: str, simplified: bool) -> list[Finding]:
    """Glosses with a tone mark. In `simplified` text a handful on rare characters are left: an author wrote them."""
    found = list(_pattern("gloss.toned").finditer(text))
    if simplified and len(found) <= _FEW:
        found = [m for m in found if _is_common(text[m.start() - 1])]
    return [Finding(*m.span(), "", "gloss") for m in found]


def toneless_glosses(text: str) -> list[Finding]:
    """Glosses without tone marks, where the text is full of them; else (an) and the like would be at risk."""
    found = list(_pattern("gloss.toneless").finditer(text))
    if len(found) < 4 or len(found) * 200 < len(text):
        return []
    return [Finding(*m.span(), "", "gloss") for m in found]


def _is_common(char: str) -> bool:
    """Whether a character is one of the 3,755 of GB 2312's first level."""
    code = char.encode("gbk", "ignore")
    return len(code) == 2 and 0xB0 <= code[0] <= 0xD7 and code[1] >= 0xA1
