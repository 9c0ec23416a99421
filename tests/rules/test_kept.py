"""What is kept on disk between processes answers like the code itself, and nothing else is taken from there."""

import copyreg
import hashlib
import os
import pickle

import pytest
import regex
import yaml

from taizhang.rules import kept as kept_module
from taizhang.rules import load_pack, pack_names, ready
from taizhang.rules.first import openings
from taizhang.rules.kept import keep
from taizhang.rules.load import BUILT_IN, _files
from taizhang.rules.needed import needed
from taizhang.rules.pack_file import parsed


@pytest.fixture
def file(tmp_path, monkeypatch):
    """Where answers are kept, empty, for a process that has asked nothing yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(kept_module, "_fresh", {})
    kept_module._known.cache_clear()
    yield kept_module._file()
    kept_module._known.cache_clear()


def _next_process(monkeypatch):
    """Begin again with what is on the disk, and let nothing be worked out anew."""
    kept_module._known.cache_clear()
    monkeypatch.setattr(kept_module, "_fresh", {})


@pytest.mark.parametrize("pack", pack_names())
def test_the_next_process_gets_the_same_answers(pack, file, monkeypatch):
    texts = [file.read_text(encoding="utf-8") for file in _files(BUILT_IN, pack)]
    patterns = [rule.pattern for rule in load_pack(pack).rules]
    ask = [lambda p=p, f=f: f(p) for p in patterns for f in (_code, openings, needed)]
    ask += [lambda t=t: repr(parsed(t)) for t in texts]
    asked = [question() for question in ask]
    keep()
    _next_process(monkeypatch)
    assert [question() for question in ask] == asked
    assert not kept_module._fresh


def _code(pattern):
    """What `regex` has made of a pattern; patterns themselves are equal to none."""
    return copyreg.dispatch_table[regex.Pattern](ready(pattern))[1]


def test_a_pattern_taken_from_disk_matches_as_before(file, monkeypatch):
    pattern = r"(?r)(?P<who>\p{Han}{2,3}[省市])(?<!直辖市)(?i:pm)2\.5"
    ready(pattern)
    keep()
    _next_process(monkeypatch)
    match = ready(pattern).search("某某省PM2.5")
    assert match["who"] == "某某省"
    assert not kept_module._fresh


def _spoil(file, how):
    content = file.read_bytes()
    if how == "torn":
        file.write_bytes(content[:-10])
    elif how == "of another version":
        file.write_bytes(content[:32] + bytes(32) + content[64:])
    elif how == "writable by others":
        file.chmod(0o666)
    elif how == "calls":
        rest = content[32:64] + pickle.dumps({b"": os.getcwd})
        file.write_bytes(hashlib.sha256(rest).digest() + rest)


@pytest.mark.parametrize("how", ["torn", "of another version", "writable by others", "calls"])
def test_a_file_that_cannot_be_trusted_is_not_used(how, file, monkeypatch):
    ready("整改")
    keep()
    _spoil(file, how)
    _next_process(monkeypatch)
    assert kept_module._known() == {}
    assert ready("整改").search("整改")


def test_without_a_right_to_write_there_nothing_is_kept(file):
    file.parent.parent.joinpath("taizhang").write_text("no folder")
    assert ready("完成").search("完成")
    keep()
    assert kept_module._fresh


def test_versions_do_not_overwrite_each_other_and_only_the_last_stay(file, monkeypatch):
    own = kept_module._version()
    for n in range(6):
        monkeypatch.setattr(kept_module, "_version", lambda n=n: bytes([n]) * 32)
        ready("甲")
        keep()
        os.utime(kept_module._file(), (n, n))
        monkeypatch.setattr(kept_module, "_fresh", {})
        kept_module._known.cache_clear()
    monkeypatch.setattr(kept_module, "_version", lambda: own)
    ready("乙")
    keep()
    assert sorted(f.name[6:8] for f in file.parent.iterdir()) == sorted(["03", "04", "05", own.hex()[:2]])


def test_keeping_adds_to_what_others_kept(file, monkeypatch):
    ready("甲")
    keep()
    _next_process(monkeypatch)
    ready("乙")
    keep()
    _next_process(monkeypatch)
    assert [ready(word).search("甲乙").start() for word in "甲乙"] == [0, 1]
    assert not kept_module._fresh


def test_two_processes_that_write_at_once_leave_a_whole_file(file, monkeypatch):
    ready("甲")
    replace = os.replace

    def another_first(source, target):
        monkeypatch.setattr(os, "replace", replace)
        kept_module._write(file, {})
        replace(source, target)

    monkeypatch.setattr(os, "replace", another_first)
    keep()
    assert len(kept_module._read(file)) == 1
    assert list(file.parent.iterdir()) == [file]


def test_a_write_that_fails_leaves_nothing_behind(file, monkeypatch):
    ready("甲")
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    keep()
    assert list(file.parent.iterdir()) == []


def test_another_version_of_yaml_reads_packs_anew(monkeypatch):
    own = kept_module._version()
    monkeypatch.setattr(yaml, "__version__", "another")
    assert kept_module._version.__wrapped__() != own


@pytest.mark.parametrize("value", ["2021-01-01 10:00:00", "2021-01-01T10:00:00+08:00", "!!set {a, b}"])
def test_whatever_a_users_pack_holds_is_read_in_the_next_process(value, file, monkeypatch):
    text = f"lexicons: {{a: {value}}}"
    first = parsed(text)
    keep()
    _next_process(monkeypatch)
    assert parsed(text) == first


def test_what_killed_processes_left_is_removed_after_a_day(file):
    file.parent.mkdir()
    old, new = (file.parent / f"tmp{name}.part" for name in ("old", "new"))
    for part in (old, new):
        part.touch()
    os.utime(old, (1, 1))
    ready("甲")
    keep()
    assert (old.exists(), new.exists()) == (False, True)
