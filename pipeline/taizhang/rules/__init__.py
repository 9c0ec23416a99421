"""Language knowledge as data: rule packs (`*.yml`) with the examples that prove them. See `docs/rules.md`."""

from taizhang.rules.caches import cached, latest, remembered, table
from taizhang.rules.compiled import compiled, ready
from taizhang.rules.dictionary import Dictionary
from taizhang.rules.load import (
    Pack,
    Rule,
    check_packs,
    load_pack,
    own_rules,
    pack_names,
    pack_of,
    rule_pattern,
    use_packs,
)
from taizhang.rules.needed import Seldom, Together
from taizhang.rules.scan import Scanner
from taizhang.rules.terms import term, term_by_word, words_by_term, yielded, yielded_all

__all__ = [
    "Dictionary",
    "Pack",
    "Rule",
    "Scanner",
    "Seldom",
    "Together",
    "cached",
    "check_packs",
    "compiled",
    "latest",
    "load_pack",
    "own_rules",
    "pack_names",
    "pack_of",
    "ready",
    "remembered",
    "rule_pattern",
    "table",
    "term",
    "term_by_word",
    "use_packs",
    "words_by_term",
    "yielded",
    "yielded_all",
]
