"""Train the models from corpora: the same corpora, rules and code give the same bytes. scikit-learn fits; what is kept is
arrays of weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from taizhang.classify import models
from taizhang.document import draft
from taizhang.read import read_text
from taizhang.training.bulletins import bulletins
from taizhang.training.categories import categories
from taizhang.training.corpus import Example
from taizhang.training.recipe import settings_of


def train(examples: Sequence[Example], home: Path) -> dict[str, Any]:
    """Train all models from `examples` and write them under `home`; gives the metrics of each. Raises CorpusError for a
    class with too few examples, before anything is written."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):  # sums in another order would change the last bits
        drafts = [draft(read_text(e.text, f"{e.id}.txt")) for e in examples]
        made = [bulletins(examples, drafts, settings_of(home / "bulletins")),
                categories(examples, drafts, settings_of(home / "categories"))]  # fmt: skip
    for model in made:
        models.save(home / model.name, model.header, model.arrays, model.beside)
    return {model.name: model.metrics for model in made}
