"""The review as Label Studio tasks with predictions, and the annotations read back. The labelling page is in docs/review.md.

Label Studio counts UTF-16 units; a correction hangs on the item's key, so that its counting decides nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from taizhang.correct import Correction
from taizhang.errors import CorrectionError
from taizhang.review.answers import DROP, RIGHT, correction, refuse
from taizhang.review.items import Item


def write_tasks(out: Path, items: list[Item]) -> None:
    """Write the items as Label Studio tasks. Raises OSError."""
    tasks = [_task(number, item) for number, item in enumerate(items, 1)]
    out.write_bytes(orjson.dumps(tasks, option=orjson.OPT_INDENT_2) + b"\n")


def _task(number: int, item: Item) -> dict[str, Any]:
    drop = [] if item.field.table == "documents" else [DROP]
    data = {
        "text": item.before + item.quote + item.after, "why": item.why, "bulletin": item.bulletin, "record": item.record,
        "table": item.field.table, "field": item.field.name, "current": item.current,
        "options": [{"value": option} for option in (RIGHT, *item.field.options, *drop)], "key": item.key,
    }  # fmt: skip
    prediction = {
        "model_version": "taizhang",
        "score": round(item.confidence, 3),
        "result": [_region(item), _value(item)],
    }
    return {"id": number, "data": data, "predictions": [prediction]}


def _region(item: Item) -> dict[str, Any]:
    start = _units(item.before)
    value = {"start": start, "end": start + _units(item.quote), "text": item.quote, "labels": [item.field.table]}
    return {"id": "span", "from_name": "span", "to_name": "text", "type": "labels", "value": value}


def _value(item: Item) -> dict[str, Any]:
    kind, value = (
        ("choices", {"choices": [item.current]}) if item.field.options else ("textarea", {"text": [item.current]})
    )
    name = "choice" if kind == "choices" else "value"
    return {"id": "value", "from_name": name, "to_name": "text", "type": kind, "value": value}


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def read_annotations(file: Path, by: str | None) -> list[Correction]:
    """The corrections in a Label Studio export (JSON). Tasks without an annotation say nothing. Raises CorrectionError naming
    the tasks that are wrong."""
    try:
        tasks = orjson.loads(file.read_bytes())
    except (OSError, orjson.JSONDecodeError) as error:
        raise CorrectionError(f"{file}: 不是能读的 JSON，请重新导出 is no JSON that can be read: {error}") from error
    if not isinstance(tasks, list):
        raise CorrectionError(
            f"{file}: 应是任务列表，请从 Label Studio 导出为"
            " JSON a list of tasks is wanted; export from Label Studio as JSON"
        )
    found, wrong = [], []
    for number, task in enumerate(tasks, 1):
        where = f"task {task.get('id', number) if isinstance(task, dict) else number}"
        try:
            answer = _answer(task, where)
            if answer is not None:
                found.append(correction(where, task["data"].get("key"), answer, by))
        except CorrectionError as error:
            wrong.append(str(error))
    refuse(file, wrong)
    return found


def _answer(task: Any, where: str) -> str | None:
    """What the last annotation that was not cancelled says: a choice before a text."""
    try:
        done = [a for a in task.get("annotations") or () if not a.get("was_cancelled")]
        values = [r["value"] for r in done[-1]["result"]] if done else []
        said = [v["choices"] for v in values if v.get("choices")] + [
            v["text"] for v in values if isinstance(v.get("text"), list)
        ]
        return str(said[0][0]) if said else None
    except (AttributeError, KeyError, TypeError, IndexError) as error:
        raise CorrectionError(
            f"{where}: 不是 Label Studio 任务，缺少 is no Label Studio task: lacks {error}"
        ) from error
