"""Load rule packs: YAML in, typed and compiled rules out.

A pack is a YAML file named after what it is about (`dates.yml`); a long one is parted into files with a second name
(`counts.yml`, `counts.labels.yml`), which are read as one. A user's own packs, of the same names, are laid over the built-in
ones with `use_packs`: their rules are added in front, their lexicon entries added or replaced.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import regex

from taizhang.errors import RulePackError
from taizhang.rules.caches import cached, empty_caches, make_tables
from taizhang.rules.compiled import compiled
from taizhang.rules.pack_file import read_pack_file

BUILT_IN = Path(__file__).parent
_user_folders: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `pattern` is `match` with its pieces filled in; `yields` is read by the code that owns the pack.

    `examples` are mappings with at least `text`; `never` are texts the rule must not fire on. Both run as tests.
    """

    id: str
    why: str
    pattern: str
    yields: Mapping[str, Any] = field(default_factory=dict)
    examples: tuple[Mapping[str, Any], ...] = ()
    never: tuple[str, ...] = ()
    file: Path = BUILT_IN  # where it stands


@dataclass(frozen=True, slots=True)
class Pack:
    """A rule pack: rules in order of precedence, lexicons (any YAML value) by name, and the pieces its patterns are made of."""

    name: str
    rules: tuple[Rule, ...]
    lexicons: Mapping[str, Any]
    pieces: Mapping[str, str]

    def group(self, prefix: str) -> tuple[Rule, ...]:
        """The rules whose id starts with `prefix` and a dot, in order."""
        return tuple(r for r in self.rules if r.id.startswith(prefix + "."))


def use_packs(folders: tuple[Path, ...]) -> None:
    """Lay the packs of these folders over the built-in ones, for this process. An empty tuple takes them off again.
    Raises RulePackError for a path that is no folder."""
    global _user_folders
    for folder in folders:
        if not folder.is_dir():
            raise RulePackError(
                f"{folder}: 不是文件夹，请给存放 *.yml 规则包的文件夹"
                " is no folder; give the folder that holds your *.yml packs"
            )
    if folders != _user_folders:
        _user_folders = folders
        empty_caches()


def check_packs(folders: tuple[Path, ...]) -> None:
    """Load every pack of these folders once and make the tables of what is imported. Raises RulePackError for a pack that is broken,
    that says what is no term of its vocabulary or lacks what all built-in rules of the pack yield, that nothing would read because no
    built-in pack has its name, and for a folder without any."""
    before = _user_folders
    try:
        use_packs(folders)
        for folder in folders:
            files = sorted(folder.glob("*.yml"))
            if not files:
                raise RulePackError(f"{folder}: 里面没有 *.yml 规则包，请检查路径 holds no *.yml pack; check the path")
            for file in files:
                _check_name(file)
                load_pack(pack_of(file))
        if folders:
            make_tables()
        for file in _pack_files(folders):
            _check_yields(file)
    finally:
        use_packs(before)


def own_rules() -> list[Rule]:
    """The rules of the user's packs in use, file by file. Raises RulePackError."""
    files = _pack_files(_user_folders)
    rules = [rule for name in dict.fromkeys(map(pack_of, files)) for rule in load_pack(name).rules]
    return [rule for file in files for rule in rules if rule.file == file]


def _pack_files(folders: tuple[Path, ...]) -> list[Path]:
    return [file for folder in folders for file in sorted(folder.glob("*.yml"))]


def pack_names() -> tuple[str, ...]:
    """The built-in packs, by name."""
    return tuple(sorted({pack_of(file) for file in BUILT_IN.glob("*.yml")}))


def pack_of(file: Path) -> str:
    """The pack that a file is, or is a part of."""
    return file.name.partition(".")[0]


def _files(folder: Path, name: str) -> list[Path]:
    """The files of a folder that make up a pack: the one named after it first, then its parts in the order of their names."""
    whole = folder / f"{name}.yml"
    return [*([whole] if whole.exists() else []), *sorted(folder.glob(f"{name}.*.yml"))]


def _check_name(file: Path) -> None:
    known = pack_names()
    if pack_of(file) not in known:
        near = difflib.get_close_matches(pack_of(file), known, 1) or known
        raise RulePackError(
            f"{file}: 没有叫这个名字的规则包，它不会起作用；是不是 {'、'.join(near)}？"
            " no pack has this name, so nothing would read it"
        )


def _check_yields(file: Path) -> None:
    """The code that reads a pack goes by what all its built-in rules yield: a user's rule must yield that, too, and where it is a word,
    one of those that built-in rules use."""
    built_in = [raw for part in _files(BUILT_IN, pack_of(file)) for raw in read_pack_file(part).get("rules") or ()]
    needed = set.intersection(*(set(raw.get("yields") or ()) for raw in built_in)) if built_in else set()
    for raw, key in ((raw, key) for raw in read_pack_file(file).get("rules") or () for key in sorted(needed)):
        value = (raw.get("yields") or {}).get(key)
        used = {raw["yields"][key] for raw in built_in}
        if value is None or (isinstance(value, str) and value not in used):
            few = "、".join(map(str, sorted(used)))
            raise RulePackError(
                f"{file}: rule {raw['id']!r}: yields 里的 {key} 不能是 {value}，请用其中之一 {key} cannot be {value}; use one of: {few}"
            )


@cached
def load_pack(name: str) -> Pack:
    """The pack `name` with the user's packs of the same name laid over it. Raises RulePackError."""
    files = [file for folder in (*_user_folders, BUILT_IN) for file in _files(folder, name)]
    layers = [(file, read_pack_file(file)) for file in files]
    if not layers:
        raise RulePackError(f"没有规则包 {name}.yml，请重新安装 no rule pack in {BUILT_IN}; install taizhang again")
    pieces: dict[str, str] = {}
    lexicons: dict[str, Any] = {}
    for file, data in reversed(layers):
        pieces |= data.get("pieces") or {}
        lexicons = _overlay(lexicons, data.get("lexicons") or {}, file)
    raw_rules = [(raw, file) for file, data in layers for raw in data.get("rules") or ()]
    pieces |= _words(lexicons, " ".join([*pieces.values(), *(str(raw.get("match")) for raw, _ in raw_rules)]))
    own = any(file.parent != BUILT_IN for file in files)
    rules = tuple(_rule(raw, pieces, file, checked=own) for raw, file in raw_rules)
    return Pack(name, rules, lexicons, pieces)


@cached
def rule_pattern(pack: str, rule_id: str) -> regex.Pattern[str]:
    """The pattern of one rule of a pack, ready to use."""
    return next(compiled(rule.pattern) for rule in load_pack(pack).rules if rule.id == rule_id)


def _words(lexicons: Mapping[str, Any], patterns: str) -> dict[str, str]:
    """For each `{name_words}` in the patterns a piece with all words of the lexicon `name`, the longest first."""
    pieces = {}
    for name in set(regex.findall(r"\{(\w+)_words\}", patterns)):
        lexicon = lexicons.get(name, [])
        groups = lexicon.values() if isinstance(lexicon, Mapping) else [lexicon]
        words = sorted({str(word) for group in groups for word in group}, key=lambda word: (-len(word), word))
        pieces[f"{name}_words"] = "|".join(map(regex.escape, words))
    return pieces


def _overlay(below: dict[str, Any], above: Mapping[str, Any], file: Path) -> dict[str, Any]:
    """Lexicons of the same name merge: lists are joined, mappings overlaid, anything else replaced. Raises RulePackError where `file`
    lays another thing over a list or a mapping."""
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        if isinstance(old, list) and isinstance(value, list):
            merged[key] = old + [v for v in value if v not in old]
        elif isinstance(old, dict) and isinstance(value, dict):
            merged[key] = _overlay(old, value, file)
        elif isinstance(old, list | dict):
            told = (
                f"应像自带的一样是 {type(old).__name__}，请改好 must be a {type(old).__name__}, as the built-in one is"
            )
            raise RulePackError(f"{file}: lexicons: {key} {told}")
        else:
            merged[key] = value
    return merged


def _rule(raw: Mapping[str, Any], pieces: Mapping[str, str], file: Path, checked: bool) -> Rule:
    """A rule; `checked`: what a user has a hand in is compiled to see that it can be, which for built-in packs tests do."""
    try:
        pattern = fill(raw.get("match") or "", pieces)
        if checked:
            regex.compile(pattern)
        return Rule(
            raw["id"], raw["why"], pattern, raw.get("yields") or {},
            tuple(raw.get("examples") or ()), tuple(raw.get("never") or ()), file,
        )  # fmt: skip
    except KeyError as error:
        raise RulePackError(
            f"{file}: rule {raw.get('id', raw)!r} 缺少一个键或所用的 piece，请补上 lacks {error} (a key, or a piece it uses)"
        ) from error
    except regex.error as error:
        raise RulePackError(
            f"{file}: rule {raw['id']}: 模式编译不了，请改好 pattern does not compile: {error}"
        ) from error


def fill(pattern: str, pieces: Mapping[str, str]) -> str:
    """Replace `{name}` by the piece of that name, again and again; quantifiers (`{2}`) and `\\p{Han}` stay.

    Raises RulePackError for pieces that contain themselves.
    """
    for _ in range(20):
        filled = regex.sub(r"(?<!\\[pP])\{([A-Za-z_]\w*)\}", lambda m: f"(?:{pieces[m[1]]})", pattern)
        if filled == pattern:
            return filled
        pattern = filled
    raise RulePackError(f"pieces contain one another: {pattern[:80]}")
