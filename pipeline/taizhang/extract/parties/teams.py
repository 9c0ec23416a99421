"""Tell which inspection team a short form means: 督察组, 第四督察组, 省委第四督察组 where the text says 生态环境保护督察."""

from __future__ import annotations

import datetime as dt
import re

from taizhang.extract.parties.named import Named
from taizhang.extract.parties.names import canonical_name, make_party
from taizhang.rules import compiled
from taizhang.types import Party

# 环境保护督察 became 生态环境保护督察 when the second round was prepared, in the autumn of 2018.
_RENAMED = dt.date(2018, 10, 1)
_OF_DEPARTMENTS = ("party.team_of_department", "party.team_of_ministry")
_COUNTED = "party.teams_counted"
_SHORT_OFFICE = 5  # letters of 安委办, 环督办, 督察整改办
_FULL = re.compile(r"(?:生态环境保护|环境保护)(?=督察)")
_NAMES_CENTRE = r"中央(?:生态环境保护|生态环境|环境保护|环保)?督察"
_OF_CENTRE = compiled(_NAMES_CENTRE)
_BUREAU = compiled(r"督[察查](?:局|中心)")  # 生态环境部西南督察局 comes by itself; its 督察组 is not the centre's
_CENTRAL = compiled(
    _NAMES_CENTRE + r"|第[一二三四]轮(?:第.{1,2}批)?(?:中央)?(?:生态环境保护)?督察"
    r"|\d个?省[（(、]|(?:生态环境部|环保部|环境保护部).{0,60}督察"
)


def settle_teams(text: str, named: list[Named], on: dt.date | None) -> list[Named]:
    """The list with short forms of teams replaced by the teams they mean, and those that mean none left out."""
    known = [n for n in named if n.team and n.party]
    topic = _topic(text, on)
    for team in known:
        _spell_out(team, topic, text)
    _join_unnumbered(known)
    central = bool(topic and (_OF_CENTRE.search(text) or (_CENTRAL.search(text) and not _BUREAU.search(text))))
    seen = _Seen(known)
    for n in named:
        if n.team and n.party is not None:
            seen.note(n)
        elif n.team:
            _meant(n, seen, topic if central else None)
        elif n.short_for:
            _office_meant(n, named)
    numbered = {n.prefix for n in named if n.party and n.team and n.team[0]}
    # 县委3个巡察组 are those that the text names by their numbers
    found = [n for n in named if n.party and not (n.rule_id == _COUNTED and n.prefix in numbered)]
    _join_offices(found)
    _join_national(found)
    _join_with_city(found)
    return found


def _join_unnumbered(teams: list[Named]) -> None:
    """省督察组 beside 安徽省第四生态环境保护督察组, the only numbered team of its province and kind, is that team."""
    for short in [t for t in teams if t.team and not t.team[0]]:
        same = [
            t
            for t in teams
            if t.team
            and t.team[0]
            and short.team
            and t.adcode == short.adcode
            and t.team[1][-3:] == short.team[1][-3:]
            and _of_department(t) == _of_department(short)
        ]
        if len({t.party_name for t in same}) == 1:
            short.party, short.team = same[0].party, same[0].team


def _of_department(team: Named) -> bool:
    """Whether a department sent the team, not the leaders of a place (省水利厅|督察组)."""
    return team.rule_id in _OF_DEPARTMENTS


def _join_offices(named: list[Named]) -> None:
    """州环督办 is the 州环境保护督察工作领导小组办公室 the text names in full, 市环委会 the 市生态环境保护委员会: the short
    form takes its letters, in their order, from one full name only."""
    groups = {n.party.name: n for n in named if n.party and n.party.kind == "leading_group" and n.prefix}
    for short in [n for n in groups.values() if len(n.party_name) - len(n.prefix) <= _SHORT_OFFICE]:
        core = short.party_name.removeprefix(short.prefix)
        full = [
            g
            for g in groups.values()
            if g.adcode == short.adcode and _abbreviates(core, g.party_name.removeprefix(g.prefix))
        ]
        if len(full) == 1:
            for n in named:
                if n.party == short.party and n is not short:
                    n.party = full[0].party
            short.party = full[0].party


def _join_national(named: list[Named]) -> None:
    """市场监管总局 is the 国家市场监管总局 that the text names too."""
    national = {n.party.name: n.party for n in named if n.party and n.party.name.startswith("国家")}
    for n in named:
        if n.party and n.party.level == "central":
            n.party = national.get("国家" + n.party.name, n.party)


def _join_with_city(named: list[Named]) -> None:
    """岳麓区城管局 and 长沙市岳麓区城管局 are one, under the name printed first."""
    first: dict[str, Party] = {}
    for n in named:
        if n.party and n.party.adcode and not n.party.adcode.endswith("00"):
            n.party = first.setdefault(n.party.party_id, n.party)


def _abbreviates(short: str, full: str) -> bool:
    """Whether `short` (整改办) is made of letters of `full` (督察整改工作领导小组办公室) and ends as it does."""
    letters = iter(full)
    ending = full.endswith("办公室") if short.endswith("办") else full.endswith("委员会") and short.endswith("委会")
    return ending and len(full) > len(short) + 2 and all(ch in letters for ch in short)


def _office_meant(short: Named, named: list[Named]) -> None:
    """总局 is the 总局 that the text names in full; its departments carry that name before their own."""
    full = next((n for n in named if n.party and n.party.name.endswith(short.short_for)), None)
    if full is None or full.party is None:
        return
    rest = short.text.removeprefix(short.short_for)
    short.party = make_party(full.party.name + rest, "department", None, "central") if rest else full.party


def _topic(text: str, on: dt.date | None) -> str | None:
    """What the inspections of the text are called in full; None where it does not speak of the environment."""
    found: list[str] = _FULL.findall(text)
    if found:
        return max(sorted(set(found)), key=found.count) + "督察组"
    if "环保督察" in text or _CENTRAL.search(text):
        return "环境保护督察组" if on and on < _RENAMED else "生态环境保护督察组"
    return None


def _spell_out(team: Named, topic: str | None, text: str) -> None:
    """省委第四督察组 → 省委第四生态环境保护督察组; 环保督察组 with a number → 环境保护督察组."""
    assert team.team is not None
    number, words = team.team
    full = words
    if words == "督察组" and topic and _FULL.search(text) and not _of_department(team):
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


class _Seen:
    """The teams named so far, by number and last word (督察组), and the first of each in the whole text."""

    def __init__(self, known: list[Named]) -> None:
        self.first: dict[tuple[str, str], Named] = {}
        self.latest: dict[tuple[str, str], Named] = {}
        for team in known:
            for key in _keys(team):
                self.first.setdefault(key, team)

    def note(self, team: Named) -> None:
        """Remember a team passed on the way through the text."""
        for key in _keys(team):
            self.latest[key] = team

    def find(self, number: str, word: str) -> Named | None:
        """The nearest before, else the first behind."""
        return self.latest.get((number, word)) or self.first.get((number, word))


def _keys(team: Named) -> set[tuple[str, str]]:
    assert team.team is not None
    number, words = team.team
    return {(number, words[-3:]), ("", words[-3:])}


def _meant(short: Named, seen: _Seen, central_topic: str | None) -> None:
    """Give a short form its party: the named team of that number or kind, else one of the same sender, else the centre's."""
    assert short.team is not None
    number, words = short.team
    same = seen.find(number, words[-3:])
    if same is not None and same.party is not None:
        short.party = same.party
        return
    model = seen.find("", words[-3:])
    if number and model is not None and model.party is not None and model.team is not None:
        name = canonical_name(model.prefix + number + model.team[1])
        short.party = make_party(name, "inspection_team", model.adcode, model.party.level)
        short.prefix, short.adcode, short.team = model.prefix, model.adcode, (number, model.team[1])
    elif central_topic and words.endswith("督察组"):
        short.party = make_party(canonical_name("中央" + number + central_topic), "inspection_team", None, "central")
        short.prefix, short.team = "中央", (number, central_topic)
    elif number:  # nobody tells who sent it: as printed
        short.party = make_party(canonical_name(number + words), "inspection_team", None)
    else:
        return
    seen.note(short)
