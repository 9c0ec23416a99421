"""docs/ledger.md says what the tables are."""

import importlib.util

from tests.conftest import REPOSITORY


def test_the_page_is_generated_from_the_schema():
    spec = importlib.util.spec_from_file_location("ledger_page", REPOSITORY / "tools" / "ledger_page.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.PAGE.read_text(encoding="utf-8") == module.page(), "run: python tools/ledger_page.py"
