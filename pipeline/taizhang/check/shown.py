"""How figures are written in findings, and which figures may be compared."""

from __future__ import annotations

from taizhang.types import CountMention, Quantity


def number(value: float | None) -> str:
    """A figure without needless zeros: 38, 4.5, 1,116 as 1116."""
    if value is None:
        return "？"
    return str(int(value)) if value == int(value) else f"{value:.10g}"


def shown(quantity: Quantity) -> str:
    """A figure with its unit: 38项, 89%."""
    return f"{number(quantity.value)}{quantity.unit}"


def exact(count: CountMention) -> bool:
    """Whether the figure is a single, exact number."""
    return count.value.comparator == "eq" and count.value.value is not None and count.value.value_to is None


def same_things(a: CountMention, b: CountMention) -> bool:
    """Whether two figures count the same things in the same unit and region."""
    return a.value.unit == b.value.unit and a.region_adcode == b.region_adcode and _same_name(a.object, b.object)


def _same_name(a: str | None, b: str | None) -> bool:
    if not a or not b:
        return False
    return a in b or b in a
