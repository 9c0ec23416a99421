"""Settings: which layer wins, and what an operator reads when one is wrong."""

import os

import pytest
from tests.conftest import taizhang as command

from taizhang.errors import SettingsError
from taizhang.settings import load, rows


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("TAIZHANG_CONFIG", "TAIZHANG_WORKERS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_flags_override_the_environment_which_overrides_the_file(folder, monkeypatch):
    (folder / "taizhang.toml").write_text(
        "workers = 3\ntime_limit = 30\nsettle = 5\n[limits]\npages = 9\n", encoding="utf-8"
    )
    monkeypatch.setenv("TAIZHANG_TIME_LIMIT", "40")
    monkeypatch.setenv("TAIZHANG_SETTLE", "6")
    loaded = load({"settle": 7.0, "report": None})
    assert (loaded.settings.workers, loaded.settings.time_limit, loaded.settings.settle) == (3, 40, 7)
    assert loaded.settings.limits.pages == 9
    origins = {key: origin for key, _, origin, _ in rows(loaded)}
    wanted = {
        "workers": "taizhang.toml",
        "time_limit": "environment",
        "settle": "flag",
        "limits.pages": "taizhang.toml",
        "engine": "default",
    }
    assert origins.items() >= wanted.items()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("wrokers = 3", "taizhang.toml: .*unknown setting wrokers.*did you mean workers"),
        ("[limits]\npage = 3", "unknown setting limits.page.*did you mean limits.pages"),
        ("workers = true", r"workers = true 不行；要整数"),
        ("[limits]\npages = true", r"limits.pages = true 不行；要整数"),
        ("workers = 0", r"taizhang.toml: workers = 0 不行；要整数，不小于 1 it must be a whole number, at least 1$"),
        ('time_limit = "two"', 'time_limit = "two" 不行；要数，大于 0 it must be a number, more than 0'),
        ('log_format = "xml"', "要 text 或 json it must be text or json"),
        ("packs = [1]", r"packs = 1 不行；要路径的列表"),
        ("[limits]\npages = 0", r"limits.pages = 0 不行；要整数，大于 0"),
        ("workers = [", "no valid TOML"),
        ("workers = 2\ntime_limit = 两分钟", "第 2 行不是合规的 TOML.*no valid TOML"),
    ],
)
def test_a_wrong_file_is_refused_with_the_key(folder, content, says):
    (folder / "taizhang.toml").write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match=says):
        load({})


@pytest.mark.parametrize("key", [key for key, *_ in rows(load({}))])
def test_every_setting_says_what_it_may_be(key):
    *above, last = key.split(".")
    with pytest.raises(SettingsError, match=rf"^--{key.replace('_', '-')} .*不行；要.* it must be "):
        load({above[0]: {last: object()}} if above else {last: object()})


def test_a_variable_is_named_as_it_is_set(folder, monkeypatch):
    monkeypatch.setenv("TAIZHANG_LIMITS__PAGES", "zwei")
    with pytest.raises(SettingsError, match=r'environment: TAIZHANG_LIMITS__PAGES="zwei" 不行；要整数'):
        load({})


def test_files_as_windows_saves_them(folder):
    (folder / "taizhang.toml").write_text("workers = 3", encoding="utf-8-sig")
    assert load({}).settings.workers == 3
    (folder / "taizhang.toml").write_text("# 并行\nworkers = 3", encoding="gb18030")
    with pytest.raises(SettingsError, match="save it as UTF-8"):
        load({})


def test_an_unknown_variable_is_refused(folder, monkeypatch):
    monkeypatch.setenv("TAIZHANG_WROKERS", "3")
    with pytest.raises(SettingsError, match=r"environment: .*unknown setting wrokers.*did you mean workers"):
        load({})


def test_a_settings_file_that_is_named_must_be_there(folder):
    with pytest.raises(SettingsError, match="cannot be read"):
        load({}, folder / "none.toml")


def test_config_show_tells_where_a_value_comes_from_and_bad_settings_end_with_code_2(folder):
    (folder / "taizhang.toml").write_text("workers = 3", encoding="utf-8")
    done = command("config", "show", "--json", cwd=folder)
    assert '"workers": {"value": 3, "from": "taizhang.toml"}' in done.stdout
    (folder / "taizhang.toml").write_text("wrokers = 3", encoding="utf-8")
    assert command("run", ".", "--out", "ledger", cwd=folder).returncode == 2


def test_config_show_cuts_nothing_off_on_a_narrow_terminal(folder):
    settings = os.environ | {"COLUMNS": "80", "TAIZHANG_REPORT": "/srv/reports/of/the/last/night.json"}
    shown = command("config", "show", cwd=folder, env=settings).stdout
    assert "limits.expanded_bytes " in shown
    assert "…" not in shown


@pytest.mark.parametrize("name", ["TAIZHANG_LEDGER", "TAIZHANG_MODELS"])
def test_variables_of_notebooks_and_models_are_no_settings(name, folder, monkeypatch):
    monkeypatch.setenv(name, "somewhere")
    assert load({}).settings.workers == 2


def test_an_impossible_flag_is_named_as_it_is_typed(folder):
    with pytest.raises(SettingsError, match=r"^--time-limit -3"):
        load({"time_limit": -3})
