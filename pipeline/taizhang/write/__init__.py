"""Rows out: JSONL, Parquet, DuckDB, `datapackage.json`, spreadsheets. See `docs/write.md`."""
