"""Where models lie, and how they are kept: arrays in an .npz without pickles, a JSON header with versions and the hash.

A model is refused (ModelError) when its header is missing or from another version, when the arrays are not those the
header was written for, or when they hold anything but plain numbers.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from taizhang.errors import ModelError
from taizhang.vocabulary import Term, known

if TYPE_CHECKING:
    import numpy.typing as npt

MODEL_FORMAT: Final = 1
MODELS: Final = ("bulletins", "categories", "chars", "count_status", "date_role", "party_role")
_PACKAGE = Path(__file__).resolve().parent
_ENVIRONMENT = "TAIZHANG_MODELS"


def model_folder(name: str) -> Path:
    """The folder of the model `name`: under $TAIZHANG_MODELS, else in the wheel (`_models`), else in the checkout
    (`models/`). Raises ModelError when there is none."""
    homes = [Path(os.environ[_ENVIRONMENT])] if os.environ.get(_ENVIRONMENT) else []
    homes += [_PACKAGE / "_models", _PACKAGE.parents[1] / "models"]
    for home in homes:
        if (home / name / "model.json").exists():
            return home / name
    raise ModelError(
        f"没有模型，请先训练 no model {name!r} in {', '.join(map(str, homes))}; make it with `taizhang train`"
    )


def load(name: str, features_version: int) -> tuple[dict[str, Any], dict[str, npt.NDArray[Any]]]:
    """(header, arrays) of a model. Raises ModelError."""
    return load_folder(model_folder(name), features_version)


def load_folder(folder: Path, features_version: int) -> tuple[dict[str, Any], dict[str, npt.NDArray[Any]]]:
    """(header, arrays) of the model in `folder`, checked. Raises ModelError."""
    try:
        header = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        content = (folder / "model.npz").read_bytes()
    except (OSError, ValueError) as error:
        raise ModelError(
            f"model {folder}: 读不出，请重新训练 cannot be read: {error}; make it again with `taizhang train`"
        ) from error
    wanted = {"format": MODEL_FORMAT, "features": features_version}
    found = {key: header.get(key) for key in wanted}
    if found != wanted:
        raise ModelError(
            f"model {folder} 版本不符，请重新训练"
            f" is of another version: {found}, wanted {wanted}; make it with `taizhang train`"
        )
    if hashlib.sha256(content).hexdigest() != header.get("sha256"):
        raise ModelError(f"model {folder}: model.npz 被改动过，请重新训练" " model.npz is not the file that model.json was written for; it was altered; "
                         "make it again with `taizhang train`")  # fmt: skip
    import numpy as np

    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            return header, {key: arrays[key] for key in arrays.files}
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            f"model {folder}: 含有数组以外的东西，不可信，请重新训练"
            f" holds something other than plain arrays, which is not trusted: {error}; make it with `taizhang train`"
        ) from error


def classes(name: str, said: Iterable[str], vocabulary: tuple[Term, ...]) -> tuple[Term, ...]:
    """The classes of the model `name` as terms of their vocabulary. Raises ModelError for any other."""
    found = [(word, known(word, vocabulary)) for word in said]
    if unknown := [word for word, term in found if term is None]:
        raise ModelError(
            f"model {name}: 类别不在词表里，请重新训练 classes outside the vocabulary: {', '.join(unknown)}; make it again with `taizhang train`"
        )
    return tuple(term for _, term in found if term is not None)


def annotated(name: str) -> frozenset[str]:
    """The `digest` of every annotated text that the model `name` was made of; empty where its header names none."""
    header = json.loads((model_folder(name) / "model.json").read_text(encoding="utf-8"))
    return frozenset(header.get("annotated", ()))


def digest(text: str) -> str:
    """What `annotated` knows a text by."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def save(
    folder: Path, header: Mapping[str, Any], arrays: Mapping[str, npt.NDArray[Any]], beside: Mapping[str, str]
) -> None:
    """Write a model whole or not at all: the files are made in a folder beside and moved into place. `beside` are other
    text files (CARD.md, metrics.json, train.toml)."""
    content = _npz(arrays)
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        (made / "model.npz").write_bytes(content)
        full = {"format": MODEL_FORMAT, "sha256": hashlib.sha256(content).hexdigest(), **header}
        (made / "model.json").write_text(json.dumps(full, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        for name, text in beside.items():
            (made / name).write_text(text, encoding="utf-8")
        made.chmod(0o755)
        if folder.exists():
            shutil.rmtree(folder)
        made.rename(folder)
    except OSError:
        shutil.rmtree(made, ignore_errors=True)
        raise


def _npz(arrays: Mapping[str, npt.NDArray[Any]]) -> bytes:
    """The bytes of a compressed .npz; numpy dates its members 1980, so the same arrays give the same bytes."""
    import numpy as np

    out = io.BytesIO()
    np.savez_compressed(out, **arrays)  # type: ignore[arg-type]
    return out.getvalue()
