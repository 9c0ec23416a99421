"""No answer made from packs outlives a change of packs."""

import functools
import importlib
import json
import pkgutil
from types import CodeType, FunctionType

import pytest
from tests.conftest import taizhang as command

from taizhang.extract.places import places
from taizhang.rules import caches, load_pack, use_packs

STAGES = ("restore", "segment", "extract", "link", "classify", "check", "read")


TEXT = "金甘州人民政府通报整改进展。"


@pytest.fixture
def own_packs(tmp_path):
    """A folder with a pack that gives a district a name of custom."""
    folder = tmp_path / "packs"
    folder.mkdir()
    (folder / "places.yml").write_text("lexicons: {customary_names: {甘州区: [金甘州]}}", encoding="utf-8")
    yield folder
    use_packs(())


def named():
    return [p.text for p in places(TEXT)]


def _functions():
    """All functions and methods of the stages that keep their answers, by name."""
    found = {}
    for stage in STAGES:
        package = importlib.import_module(f"taizhang.{stage}")
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            held = list(vars(importlib.import_module(module.name)).values())
            held += [value for cls in held if isinstance(cls, type) for value in vars(cls).values()]
            found |= {
                f"{f.__module__}.{f.__qualname__}": f for f in held if isinstance(f, functools._lru_cache_wrapper)
            }
    return found


def _reads_a_pack(value, seen):
    """Whether a function or class asks for a pack, itself or through what it names."""
    if value is load_pack:
        return True
    if isinstance(value, type):
        return any(_reads_a_pack(member, seen) for member in vars(value).values())
    function = getattr(value, "__wrapped__", value)
    if not isinstance(function, FunctionType) or function in seen:
        return False
    seen.add(function)
    return any(_reads_a_pack(function.__globals__.get(name), seen) for name in _names(function.__code__))


def _names(code):
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)
    yield from code.co_names


def test_what_is_made_from_packs_is_emptied_when_they_change():
    functions = _functions()
    emptied = {clear.__self__ for clear in caches._caches}
    kept = {name: f for name, f in functions.items() if f not in emptied}
    assert kept, "nothing was looked at"
    assert [name for name, f in kept.items() if _reads_a_pack(f, set())] == []


def test_a_place_is_called_as_the_packs_in_force_say(own_packs):
    before = named()
    use_packs((own_packs,))
    assert (before, named()) == ([], ["金甘州"])
    use_packs(())
    assert named() == []


def test_workers_call_a_place_as_the_packs_of_the_run_say(own_packs, tmp_path):
    """They are forked from a process that has loaded the built-in packs."""
    sources = tmp_path / "inbox"
    sources.mkdir()
    (sources / "1.txt").write_text(TEXT, encoding="utf-8")
    command("run", sources, "--out", tmp_path / "ledger", "--packs", own_packs, "--quiet")
    (document,) = (tmp_path / "ledger" / "documents.jsonl").open(encoding="utf-8")
    assert [region["adcode"] for region in json.loads(document)["regions"]] == ["620702"]
