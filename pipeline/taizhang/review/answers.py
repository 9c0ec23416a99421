"""What an answer means: a new value, that the old one is right, or that the record should not be there."""

from __future__ import annotations

from typing import Any, Final

from taizhang.correct import Correction, make_correction
from taizhang.correct.fields import field_of
from taizhang.errors import CorrectionError

RIGHT: Final = "✓ 对 right"
DROP: Final = "✗ 删除 drop"
_RIGHT: Final = frozenset({RIGHT, "✓ 对", "✓", "√", "✔", "对", "正确", "无误", "right", "ok"})
_DROP: Final = frozenset({DROP, "✗ 删除", "✗", "删", "删除", "drop"})
# They say that a value is wrong, but not what it should be; as a name or a title they would be taken at their word.
_WRONG: Final = frozenset({"×", "✘", "x", "错", "错误", "有误", "不对", "不是", "不正确", "wrong"})
_SHOWN: Final = 10


def correction(where: str, key: Any, answer: object, by: str | None) -> Correction:
    """The correction that an answer to the item with this key is. Raises CorrectionError that begins with `where`."""
    if not isinstance(key, dict) or not {"table", "field", "old"} <= key.keys():
        raise CorrectionError(
            f"{where}: “键”一列被改坏，请还原或重新导出 its key is damaged; leave that column as it is, or export again"
        )
    word = answer.strip().lower() if isinstance(answer, str) else answer
    if word in _WRONG:
        raise CorrectionError(
            f"{where}: {answer!r} 没有说应该是什么，请写正确的值；不该有这一条就选“{DROP}”"
            " does not say what is right; write the right value, or choose “drop”"
        )
    if word in _DROP:
        return make_correction(where, key | {"op": "drop", "new": None, "by": by})
    if word in _RIGHT:
        return make_correction(where, key | {"op": "confirm", "new": key["old"], "by": by})
    try:
        new = field_of(str(key["table"]), str(key["field"])).parse(answer)
    except CorrectionError as error:
        raise CorrectionError(f"{where}: {error}") from error
    op = "confirm" if new == key["old"] else "set"
    return make_correction(where, key | {"op": op, "new": new, "by": by})


def refuse(file: object, wrong: list[str]) -> None:
    """Raise CorrectionError naming the rows that are wrong, if there are any."""
    if wrong:
        more = [f"另有 {len(wrong) - _SHOWN} 行 more rows"] if len(wrong) > _SHOWN else []
        raise CorrectionError(
            f"{file}: 一条也没有存，请先改好 nothing was stored, mend these first", (*wrong[:_SHOWN], *more)
        )
