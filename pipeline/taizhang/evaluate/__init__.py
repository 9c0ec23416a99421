"""How good is it: a ledger against bulletins annotated by people, field by field. See `docs/evaluate.md`."""

from taizhang.evaluate.gold import GoldDocument, read_gold
from taizhang.evaluate.score import Score, evaluate_ledger

__all__ = ["GoldDocument", "Score", "evaluate_ledger", "read_gold"]
