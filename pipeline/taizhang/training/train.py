"""Train the models from corpora: the same corpora, rules and code give the same bytes. scikit-learn fits; what is kept is
arrays of weights.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from taizhang import models
from taizhang.classify.count_status import COUNT_STATUS
from taizhang.classify.date_role import DATE_ROLE
from taizhang.classify.party_role import PARTY_ROLE
from taizhang.document import draft
from taizhang.read import read_text
from taizhang.restore.chars import VERSION
from taizhang.training import chars
from taizhang.training.bulletins import bulletins
from taizhang.training.card import chars_card
from taizhang.training.categories import categories
from taizhang.training.corpus import Example
from taizhang.training.count_status import count_status, figures, figures_now, plain_figures
from taizhang.training.date_role import date_role, dated, dated_now
from taizhang.training.enough import ENOUGH_CASES, check_enough
from taizhang.training.party_role import acting_now, acting_parties, party_role
from taizhang.training.recipe import Made, as_json, header_of, settings_of

Watch = Callable[[Sequence[Example]], Iterable[Example]]
"""Gives the same examples one by one and shows how far that is."""


def train(examples: Sequence[Example], home: Path, watch: Watch = iter, characters: bool = True) -> dict[str, Any]:
    """Train all models from `examples` and write them under `home`; gives the metrics of each. Those whose split is
    `unseen` are kept apart. `watch` follows the reading of the bulletins, which takes most of the time. `chars` is left as it is
    without the extra `train` or where `characters` is false, each model that overrules rules where few of its cases are
    annotated. Raises CorpusError for a class with too few examples or a broken recipe, before a bulletin is read."""
    from threadpoolctl import threadpool_limits

    examples = [e for e in examples if e.split != "unseen"]
    how = {name: settings_of(home / name) for name in ("bulletins", "categories", COUNT_STATUS, DATE_ROLE, PARTY_ROLE)}
    chars_how = chars.recipe_of(home / "chars")
    check_enough(examples, how["bulletins"].min_examples)

    with threadpool_limits(1):  # sums in another order would change the last bits
        drafts = [draft(read_text(e.text, f"{e.id}.txt")) for e in watch(examples)]
        made = [bulletins(examples, drafts, how["bulletins"]), categories(examples, drafts, how["categories"])]
        known = figures(examples, drafts)
        if len(known.labels) >= ENOUGH_CASES:
            made.append(count_status(known, figures_now(examples, drafts), plain_figures(), how[COUNT_STATUS]))
        known = dated(examples, drafts)
        if len(known.labels) >= ENOUGH_CASES:
            made.append(date_role(known, dated_now(examples, drafts), how[DATE_ROLE]))
        known = acting_parties(examples, drafts)
        if len(known.labels) >= ENOUGH_CASES:
            made.append(party_role(known, acting_now(examples, drafts), how[PARTY_ROLE]))
    if characters and chars.newspaper_file() is not None:
        made.append(_chars(examples, chars_how))
    for model in made:
        models.save(home / model.name, model.header, model.arrays, model.beside)
    return {model.name: model.metrics for model in made}


def _chars(examples: Sequence[Example], how: chars.Recipe) -> Made:
    arrays = chars.arrays(examples, how)
    header = header_of("chars", VERSION, examples)
    metrics = {
        "characters": len(arrays["value1"]), "pairs": len(arrays["value2"]), "triples": len(arrays["value3"]), "fours": len(arrays["value4"]),
        "held_out_nats": chars.nats_a_character(examples, how),
    }  # fmt: skip
    beside = {
        "metrics.json": as_json(metrics),
        "train.toml": how.toml(),
        "CARD.md": chars_card(header, metrics, len(examples)),
    }
    return Made("chars", header, arrays, metrics, beside)
