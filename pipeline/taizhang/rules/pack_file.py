"""One file of a rule pack: YAML in, plain data out whose sections and rules have the shape that a pack is to have."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from taizhang.errors import RulePackError
from taizhang.rules.kept import kept

_SECTIONS: Final = {"about": str, "pieces": dict, "lexicons": dict, "rules": list}
_RULE: Final = {"id": str, "why": str, "match": str, "yields": dict, "examples": list, "never": list}
_MEMBERS: Final = {"pieces": str, "rules": dict, "examples": dict, "never": str}  # of a mapping those of its values
_NAMES: Final = {
    str: "文字 text", dict: "键值对 a mapping (key: value)", list: "列表 a list (- …)", type(None): "空 nothing",
}  # fmt: skip


def read_pack_file(file: Path) -> dict[str, Any]:
    """What a file of a pack holds. Raises RulePackError for what is no UTF-8, no YAML, or not shaped as a pack is."""
    try:
        return parsed(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise RulePackError(f"{file}: 不是 UTF-8 编码，请另存为 UTF-8 not UTF-8; save it as UTF-8") from error
    except yaml.YAMLError as error:
        raise RulePackError(f"{file}: 不是合规的 YAML，请改好 not valid YAML: {error}") from error
    except RulePackError as error:
        raise RulePackError(f"{file}: {error}") from error


@kept
def parsed(text: str) -> dict[str, Any]:
    """The data of a pack's text. Raises YAMLError, and RulePackError for another shape than that of a pack."""
    data = yaml.load(text, Loader)
    if not isinstance(data, dict) or (unknown := data.keys() - _SECTIONS.keys()):
        found = sorted(map(str, unknown)) if isinstance(data, dict) else type(data).__name__
        raise RulePackError(f"规则包的键不对，请改好 a pack has the keys about, pieces, lexicons, rules; found {found}")
    _check(data, _SECTIONS, "")
    seen = set()
    for raw in data.get("rules") or ():
        _check(raw, _RULE, f"rule {raw.get('id', '?')!r}: ")
        if (rule_id := raw.get("id")) is not None and rule_id in seen:
            raise RulePackError(f"rule {rule_id!r}: 同名规则出现两次，请改名 two rules have this id; rename one")
        seen.add(rule_id)
    return data


def _check(data: Mapping[str, Any], types: Mapping[str, type], where: str) -> None:
    """Raises RulePackError where a value, or a member of one, has another type than it should. But for an id, what is left empty is as
    if not there."""
    for key, wanted in types.items():
        if key not in data or (data[key] is None and key != "id"):
            continue
        value = data[key]
        _check_type(value, wanted, f"{where}{key}")
        if member := _MEMBERS.get(key):
            for each in value.values() if isinstance(value, dict) else value:
                _check_type(each, member, f"{where}{key} 的成员 a member of {key}")


def _check_type(value: Any, wanted: type, what: str) -> None:
    if not isinstance(value, wanted):
        found = _NAMES.get(type(value), type(value).__name__)
        raise RulePackError(
            f"{what} 应是{_NAMES[wanted]}，请改好 is not what it should be; found {found}: {value!r:.40}"
        )


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which a key that stands twice is an error: the first of the two would be lost without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """A mapping; raises ConstructorError for a key that stands twice, or is none."""
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "a key must be text", key.start_mark)
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"the key {key.value} stands twice", key.start_mark)
            seen.add(key.value)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping
