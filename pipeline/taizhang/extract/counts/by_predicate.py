"""Objects that a predicate tells: the noun it ends with, what stands before it, or the work itself."""

from __future__ import annotations

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.decisions import measured
from taizhang.extract.counts.lexicon import Kind, Word
from taizhang.extract.counts.pack import pattern, unit_class, words
from taizhang.extract.counts.phrases import (
    acts,
    is_noun,
    is_ratio,
    phrase_of,
)
from taizhang.extract.counts.units import LENGTHS, OWNERS, PEOPLE, RATES

_RECIPIENTS = ("在", "于", "向", "对", "给", "由", "被", "与", "为", "替")


def inner(clause: Clause) -> str | None:
    """资金 of 追回资金: the noun a predicate ends with."""
    word = clause.touching.word.text if clause.touching else ""
    return (
        None
        if word in words().cue_objects
        else next((word[i:] for i in range(1, len(word) - 1) if is_noun(word[i:])), None)
        or (word[-1] if len(word) == 2 and word[-1] in words().one_character else None)
    )


def dimension(text: str, clause: Clause) -> str | None:
    """面积 of 虚报面积1360亩, where no noun stands before it; 罚款金额 is named by its predicate."""
    cue = clause.touching
    plain = cue is None or (cue.word.kind is not Kind.CUE and acts(phrase_of(text, clause.second)))
    return clause.dimension if plain else None


def before_predicate(text: str, clause: Clause, unit: str) -> str | None:
    """渗滤液 in 渗滤液积存6万吨, 环境问题 in 环境问题解决了8万个; the work itself (复耕68亩) where nothing stands before it."""
    predicate = clause.touching
    if predicate is None or (predicate.word.status == "penalised" and predicate.word.text in words().cue_objects):
        return None  # 对2个项目罚款7.65万元: the fine is measured
    phrase = _phrase_before(text, clause, unit)
    if phrase is None:
        return _work(predicate.word, unit)
    says_which = unit_class(unit) == "件" or (predicate.word.kind is Kind.DEFECT and unit not in words().measures)
    if clause.owned and says_which and not phrase.endswith(words().counted):
        return None  # 违法建筑物已拆除的7起, 防渗膜破损的5座: which ones
    return phrase if _counts(phrase, predicate.word, unit) else _work(predicate.word, unit)


def _phrase_before(text: str, clause: Clause, unit: str) -> str | None:
    """What stands before the predicate, but nobody to whom something is done, nor who does it, unless the unit counts such."""
    phrase = phrase_of(text, clause.second) or compared(text, clause)
    if phrase is None or (clause.second and text.endswith(_RECIPIENTS, 0, clause.second[0])):
        return None  # 向被督察对象转办139件
    return None if acts(phrase) and unit not in OWNERS and unit not in PEOPLE else phrase  # 省农业农村厅核减面积5200亩


def _counts(phrase: str, predicate: Word, unit: str) -> bool:
    """Whether what stands before the predicate is what the figure counts or measures."""
    amount = unit in words().measures
    if is_ratio(phrase, unit):
        return False  # 进水浓度偏低23座
    if phrase.endswith(("数", *words().ratios)):
        return True  # 事故起数减少8起, 浓度控制在2毫克/升
    if (amount and predicate.kind is not Kind.CUE) or (unit in words().bodies and is_noun(phrase)):
        return True  # 渗滤液积存6万吨, 炉窑改造21座
    return _is_countable(phrase, 1 if (amount and unit != "元") or predicate.kind is Kind.DEFECT else 2)


def _work(predicate: Word, unit: str) -> str | None:
    """The work or fault itself, where an amount tells how much of it there is: 复耕68亩, but not 超标0.55倍, 超标8分贝, which are of
    what was measured before."""
    done = predicate.text
    if unit not in words().measures or unit in RATES or measured(unit) or len(done) < 2:
        return None
    if predicate.kind not in (Kind.WORK, Kind.DEFECT) and done not in words().acts_measured:
        return None
    if unit == "元" and predicate.kind is Kind.DEFECT and not done.endswith(words().sums_lost):
        return None
    return done if unit in LENGTHS else words().aliases.get(done, done)


def compared(text: str, clause: Clause) -> str | None:
    """细颗粒物平均浓度 in 细颗粒物平均浓度较2017年下降15%: what is compared with a day, which no phrase reaches across."""
    end = clause.touching.start if clause.touching else clause.number
    found = pattern("comparison").match(text, clause.opened, end)
    return phrase_of(text, found.span(1)) if found else None


def _is_countable(phrase: str, longer_than: int) -> bool:
    lists = words()
    return phrase.endswith(lists.counted) or (
        phrase.endswith(lists.heads) and not phrase.endswith(lists.agents) and len(phrase) > longer_than
    )
