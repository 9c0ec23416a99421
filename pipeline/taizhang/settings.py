"""Settings of a run: flags override the environment (`TAIZHANG_…`), which overrides the file `taizhang.toml`."""

from __future__ import annotations

import dataclasses
import difflib
import json
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from taizhang.allowed import ZeroOr, allowed
from taizhang.errors import SettingsError

FILE: Final = "taizhang.toml"
_PREFIX: Final = "TAIZHANG_"
_LEAST_MEMORY: Final = 1_000_000_000  # bytes of address space; a worker with its libraries takes about 700 MB
_FILE_VARIABLE: Final = "TAIZHANG_CONFIG"
# Of models, of the notebooks, of tests: no settings.
_OTHER_VARIABLES: Final = frozenset({_FILE_VARIABLE, "TAIZHANG_MODELS", "TAIZHANG_LEDGER", "TAIZHANG_SHARED"})


def _no_switch(value: Any) -> Any:
    """`value`, if it is not true or false: for pydantic these are the numbers 1 and 0, and no setting is a switch."""
    if isinstance(value, bool):
        raise ValueError("neither true nor false")
    return value


class SourceLimits(BaseModel):
    """What a reader may use before it gives up; see `taizhang.read.Limits`."""

    _numbers = field_validator("*", mode="before")(_no_switch)

    model_config = ConfigDict(extra="forbid")
    source_bytes: int = Field(default=200_000_000, gt=0, description="单个来源的字节数上限 bytes of a source")
    expanded_bytes: int = Field(
        default=500_000_000, gt=0, description="压缩包展开后的上限 bytes an archive may expand to"
    )
    archive_files: int = Field(default=10_000, gt=0, description="压缩包内文件数上限 files in an archive")
    archive_depth: int = Field(default=3, gt=0, description="压缩包嵌套层数 archives within archives")
    pages: int = Field(default=5_000, gt=0, description="页数上限 pages")
    table_cells: int = Field(default=2_000_000, gt=0, description="单张表格的单元格数上限 cells of a table")
    text_chars: int = Field(default=50_000_000, gt=0, description="正文字数上限 characters of text")


def _no_less_than_a_worker(value: int) -> int:
    """A limit, if there is one, under which a worker can at least start: most of its address space are libraries."""
    if value != 0 and value < _LEAST_MEMORY:
        raise ValueError("too little")
    return value


class Settings(BaseSettings):
    """Every setting with its default; the description is what `taizhang config show` prints."""

    _values = field_validator("*", mode="before")(_no_switch)

    model_config = SettingsConfigDict(env_prefix=_PREFIX, env_nested_delimiter="__", extra="forbid")
    workers: int = Field(default=2, ge=1, description="并行进程数 worker processes")
    time_limit: float = Field(default=120.0, gt=0, description="单篇时限（秒） seconds a document may take")
    memory_limit: Annotated[int, ZeroOr(_LEAST_MEMORY)] = Field(
        default=6_000_000_000,
        description="每个进程的内存上限（字节，0 为不限） bytes a worker may use, 0 for no limit",
    )
    _least = field_validator("memory_limit", mode="after")(_no_less_than_a_worker)
    settle: float = Field(
        default=0.0, ge=0, description="文件静置多少秒后才读 seconds a file must have been left alone"
    )
    packs: tuple[Path, ...] = Field(default=(), description="自备规则包目录 folders of your own rule packs")
    log_format: Literal["text", "json"] = Field(default="text", description="日志格式 format of the log")
    report: Path | None = Field(default=None, description="运行报告 JSON 写到哪里 where to write the run report")
    prometheus: Path | None = Field(
        default=None, description="Prometheus textfile 写到哪里 where to write the Prometheus textfile"
    )
    password: SecretStr | None = Field(default=None, description="加密文件的密码 password of sources that ask for one")
    engine: Literal["local", "ray"] = Field(default="local", description="在本机还是在 Ray 集群上跑 where to run")
    address: str | None = Field(default=None, description="Ray 集群地址 address of the Ray cluster")
    parts: str | None = Field(
        default=None, description="Ray 各任务另写 Parquet 分片的目录或 URL  where Ray tasks write Parquet parts"
    )
    limits: SourceLimits = Field(default_factory=SourceLimits, description="读取上限 limits for readers")

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], init_settings: PydanticBaseSettingsSource, *_: Any, **__: Any
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what `load` hands in: it has read file and environment itself, to tell where each value came from."""
        return (init_settings,)

    def absolute(self) -> Settings:
        """The same wherever the working folder moves to."""
        moved = {name: path.absolute() for name in ("report", "prometheus") if (path := getattr(self, name))}
        return self.model_copy(update={**moved, "packs": tuple(pack.absolute() for pack in self.packs)})


@dataclasses.dataclass(frozen=True, slots=True)
class Loaded:
    """Settings, and for each dotted key where its value comes from (`flag`, `environment`, the file's path, `default`)."""

    settings: Settings
    origin: Mapping[str, str]


def load(flags: Mapping[str, Any], file: Path | None = None) -> Loaded:
    """Put the layers together. `flags` of None are not set. `file`: else $TAIZHANG_CONFIG, else taizhang.toml here, if there.

    Raises SettingsError for unknown keys and impossible values, with the layer and what to do.
    """
    path = file or (Path(named) if (named := os.environ.get(_FILE_VARIABLE)) else None)
    if path is None and Path(FILE).exists():
        path = Path(FILE)
    layers = [("environment", _environment()), ("flag", {k: v for k, v in flags.items() if v is not None})]
    if path is not None:
        layers.insert(0, (str(path), _read(path)))
    origin = dict.fromkeys(_keys(), "default")
    merged: dict[str, Any] = {}
    for name, values in layers:
        for key, value in _flat(values):
            _known(key, origin, name)
            origin[key] = name
            _put(merged, key, value)
    return Loaded(_checked(merged, origin), origin)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))  # Windows editors set a mark before the text
    except OSError as error:
        raise SettingsError(
            f"{path}: 读不了（{error.strerror}），请检查路径和权限 cannot be read; check the path"
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: 不是 UTF-8 编码，请另存为 UTF-8 it is not UTF-8; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        line = f"第 {found[1]} 行" if (found := re.search(r"at line (\d+)", str(error))) else ""
        raise SettingsError(
            f"{path}: {line}不是合规的 TOML，请改好；一行一项：名称 = 值，文字要加英文引号 no valid TOML: {error}"
        ) from error


def _environment() -> dict[str, Any]:
    names = [
        n.removeprefix(_PREFIX).lower().replace("__", ".")
        for n in os.environ
        if n.startswith(_PREFIX) and n not in _OTHER_VARIABLES
    ]
    known = set(_keys())
    for name in names:
        _known(name, known | {"packs", "limits"}, "environment")
    try:
        return dict(EnvSettingsSource(Settings)())
    except ValueError as error:
        raise SettingsError(
            f"environment: {error}；列表写成 JSON lists are written as JSON: TAIZHANG_PACKS='[\"folder\"]'"
        ) from error


def _keys() -> Iterator[str]:
    for name in Settings.model_fields:
        if name == "limits":
            yield from (f"limits.{inner}" for inner in SourceLimits.model_fields)
        else:
            yield name


def _flat(values: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield above + key, value


def _known(key: str, known: Any, layer: str) -> None:
    if key not in known:
        near = difflib.get_close_matches(key, list(known), 1)
        hint = f"；是不是 did you mean {near[0]}?" if near else "；全部设置见 taizhang config show lists all"
        raise SettingsError(f"{layer}: 没有这项设置 unknown setting {key}{hint}")


def _put(merged: dict[str, Any], key: str, value: Any) -> None:
    *above, last = key.split(".")
    for part in above:
        merged = merged.setdefault(part, {})
    merged[last] = value


def _checked(merged: dict[str, Any], origin: Mapping[str, str]) -> Settings:
    try:
        return Settings(**merged)
    except ValidationError as error:
        first = error.errors()[0]
        key = next(key for key in _keys() if tuple(key.split(".")) == first["loc"][: key.count(".") + 1])
        given = f"{_said(key, origin[key])}{_written(first['input'])}"
        raise SettingsError(f"{given} 不行；{allowed(_field(key))}") from error


def _said(key: str, layer: str) -> str:
    """A setting as whoever gave it wrote it, up to its value."""
    if layer == "flag":
        return f"--{key.replace('_', '-')} "
    if layer == "environment":
        return f"{layer}: {_PREFIX}{key.replace('.', '__').upper()}="
    return f"{layer}: {key} = "


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _field(key: str) -> FieldInfo:
    *above, last = key.split(".")
    return (SourceLimits if above else Settings).model_fields[last]


def rows(loaded: Loaded) -> Iterator[tuple[str, Any, str, str]]:
    """(key, value, where it comes from, what it is) of every setting."""
    plain = dict(_flat(loaded.settings.model_dump(mode="json")))
    for key in _keys():
        yield key, plain[key], loaded.origin[key], _field(key).description or ""
