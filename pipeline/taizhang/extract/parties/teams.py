"""Tell which inspection team a short form means: 督察组, 第四督察组, 省委第四督察组 where the text says 生态环境保护督察."""

from __future__ import annotations

import datetime as dt

import regex

from taizhang.extract.parties.complete import Named
from taizhang.extract.parties.names import canonical_name, make_party

# 环境保护督察 became 生态环境保护督察 when the second round was prepared, in the autumn of 2018.
_RENAMED = dt.date(2018, 10, 1)
_FULL = regex.compile(r"(?:生态环境保护|环境保护)(?=督察)")
_CENTRAL = regex.compile(
    r"中央(?:生态环境保护|生态环境|环境保护|环保)?督察|第[一二三四]轮(?:第.{1,2}批)?(?:中央)?(?:生态环境保护)?督察"
    r"|\d+个?省[（(、]|(?:生态环境部|环保部|环境保护部).{0,60}督察"
)


def settle_teams(text: str, named: list[Named], on: dt.date | None) -> list[Named]:
    """The list with short forms of teams replaced by the teams they mean, and those that mean none left out."""
    known = [n for n in named if n.team and n.party]
    topic = _topic(text, on)
    for team in known:
        _spell_out(team, topic, text)
    for n in named:
        if n.team and n.party is None:
            _meant(n, known, topic, text)
        elif n.short_for:
            _office_meant(n, named)
    return [n for n in named if n.party is not None]


def _office_meant(short: Named, named: list[Named]) -> None:
    """总局 is the 总局 that the text names in full; its departments carry that name before their own."""
    full = next((n for n in named if n.party and n.party.name.endswith(short.short_for)), None)
    if full is None or full.party is None:
        return
    rest = short.text.removeprefix(short.short_for)
    short.party = make_party(full.party.name + rest, "department", None, "central") if rest else full.party


def _topic(text: str, on: dt.date | None) -> str | None:
    """What the inspections of the text are called in full; None where it does not speak of the environment."""
    found = _FULL.findall(text)
    if found:
        return max(sorted(set(found)), key=found.count) + "督察组"
    if "环保督察" in text or _CENTRAL.search(text):
        return "环境保护督察组" if on and on < _RENAMED else "生态环境保护督察组"
    return None


def _spell_out(team: Named, topic: str | None, text: str) -> None:
    """省委第四督察组 → 省委第四生态环境保护督察组; 环保督察组 with a number → 环境保护督察组."""
    assert team.party and team.team
    number, words = team.team
    full = words
    if words == "督察组" and topic and _FULL.search(text):
        full = topic
    elif words == "环保督察组" and not number and not _FULL.search(text):
        return _rename(team, team.prefix + words)
    if full != words:
        team.team = (number, full)
        _rename(team, team.prefix + number + full)
    return None


def _rename(team: Named, name: str) -> None:
    assert team.party
    if name.endswith("环保督察组"):
        team.party = make_party(name, "inspection_team", team.adcode, team.party.level)
    else:
        team.party = make_party(canonical_name(name), "inspection_team", team.adcode, team.party.level)


def _meant(short: Named, known: list[Named], topic: str | None, text: str) -> None:
    """Give a short form its party: the named team of that number or kind, nearest before, else the first behind."""
    assert short.team
    number, words = short.team
    last_word = words[-3:]
    fitting = [k for k in known if k.team and (k.team[0] == number or not number) and k.team[1].endswith(last_word)]
    before = [k for k in fitting if k.start <= short.start]
    same = (before or fitting)[-1 if before else 0] if fitting else None
    if same is None and number and known and (model := known[0]).team and model.team[1].endswith(last_word):
        party = make_party(canonical_name(model.prefix + number + model.team[1]), "inspection_team", model.adcode, model.party and model.party.level)
        short.party, short.prefix, short.adcode = party, model.prefix, model.adcode
        known.append(short)
    elif same is not None:
        short.party = same.party
    elif topic and words.endswith("督察组") and _CENTRAL.search(text):
        short.party = make_party(canonical_name("中央" + number + topic), "inspection_team", None, "central")
        short.prefix, short.team = "中央", (number, topic)
        known.append(short)
