"""Phrases of a text: the name in one, and whether it is a noun, someone who acts, something measured."""

from __future__ import annotations

from taizhang.extract.counts.lexicon import Kind, lexicon
from taizhang.extract.counts.pack import pattern, words
from taizhang.rules import compiled, remembered

_ASIDE = compiled(r"[（(][^（()）]{0,6}[)）]$")
_BETWEEN = compiled(r"(?<=\p{Han})[（(]\p{Han}{1,6}[)）](?=\p{Han})")  # 镇(街道)干部
_BATCH = compiled(r"^(?:第.*批|[本该]批|[一二三四五六七八九十百]+批)次?")
_FINE = compiled(r"2\.5|10")
_WAYS = ("来信", "来电")
_OTHER_WAY = compiled(r"(?r)(?:群众)?来[电信][、和]")
_LONGEST_WAY = 5  # characters
_OPENING = compiled(
    r"^(?:[①-⑳]|(?:问题|任务|案例)[0-9]{1,3}[】\]]?[\u3000 ]*(?!号)|级(?!联|别|差|配)(?=\p{Han}{2})|造成(?!的)|导致(?!的)|带?[*★＊]号?的?|在(?![线建产役用册校岗职库押逃途读编营])|方面(?!情况|内容)|式|实测|其中)(?=\p{Han}{2})"
)
_SCOPE = compiled(
    r"^(?:[去今上本前]年|[上下]半年|年(?=全))?(?:全[市县省区国州]|我[市县省区]|[两三四五六七八九十][省市县区]|\p{Han}{1,8}[区单围]内(?![部外涝置])应?)(?=\p{Han}{2})(?!人大|性|域|面|长|级)"
)  # 全市单位工业增加值能耗, 禁采区内采石场
_DENIED = ("已", "未", "没")
_LEAST_DENIED = 4  # characters of a noun that begins so: 已死亡人员, but not 未接线
_NUMBER_OF = compiled(r"(?<=干部|人员|党员|职工|群众)人$")  # 处级以上干部人数 without its 数
_QUOTES = str.maketrans("", "", "“”「」")


def phrase_of(text: str, span: tuple[int, int] | None) -> str | None:
    """The noun phrase of a span: without ordinals and what stands before a bracket that does not close in it."""
    if span is None:
        return None
    phrase = text[span[0] : span[1]]
    if (")" in phrase or "）" in phrase) and not is_noun(phrase):
        phrase = _BETWEEN.sub("", phrase)
    phrase = phrase.translate(_QUOTES)
    # The scanner ends a phrase at a unit; behind a complaint 件 is no unit but part of its name.
    if text[span[1] : span[1] + 1] == "件" and phrase.endswith(("举报", "信访", "投诉", "转办", "交办")):
        phrase += "件"
    named = len(phrase) > len(_WAYS[0]) and phrase.startswith(_WAYS)
    if named and (other := _OTHER_WAY.match(text, max(0, span[0] - _LONGEST_WAY), span[0])):
        phrase = other[0] + phrase  # 群众来电、来信举报
    # The scanner takes the digits of PM2.5 for none of a name.
    fine = phrase.endswith("PM") and (_FINE.match(text, span[1]))
    return name_of(phrase + fine[0] if fine else phrase)


def _without(phrase: str, ends: tuple[str, ...], least: int) -> str:
    """The phrase without the first of the ends that it has, where that leaves at least so many characters."""
    return next((phrase.removesuffix(e) for e in ends if phrase.endswith(e) and len(phrase) >= len(e) + least), phrase)


@remembered
def name_of(phrase: str) -> str | None:
    """The name in a noun phrase, None where it is none."""
    for opening, closing in ("()", "（）", "《》"):
        if closing in phrase and opening not in phrase:
            phrase = phrase.rpartition(closing)[2].lstrip("和及与")  # 管网35公里（一期）和泵站2座
        elif opening in phrase and closing not in phrase:
            phrase = phrase.partition(opening)[0]
    phrase = phrase.partition("》")[2].rpartition("的")[2] if "》" in phrase and "的" in phrase else phrase
    phrase = phrase if is_noun(phrase) else _ASIDE.sub("", phrase)
    phrase = _BATCH.sub("", phrase)  # 第21批共347件: a batch is none of the things counted
    phrase = _SCOPE.sub("", phrase)
    phrase = _OPENING.sub("", phrase)  # 10个方面普遍性问题, “雁过拔毛”式腐败问题, ③安全出口
    phrase = _NUMBER_OF.sub("", phrase)
    phrase = phrase if is_noun(phrase) else bare(phrase)
    if phrase.endswith(words().standings):
        phrase = _without(phrase, words().standings, 2)
    if phrase.endswith(words().tails):
        phrase = _without(phrase, words().tails, 3)
    phrase = words().aliases.get(phrase, phrase)
    if phrase.endswith(words().shortened):
        # The shortest name that still says what is counted: 重要生态环境损害责任追究问题 are 责任追究问题.
        phrase = next(short for short in words().shortened if phrase.endswith(short))
    if (
        phrase in words().no_names
        or phrase.startswith(words().no_starts)
        or phrase.startswith(words().lacking)
        or (phrase.startswith(_DENIED) and (len(phrase) < _LEAST_DENIED or not phrase.endswith(words().heads)))
    ):
        return None
    if phrase.endswith(words().no_ends) and not is_noun(phrase[-2:]):  # 清单所列, but 避护场所
        return None
    return phrase if len(phrase) > 1 or phrase in lexicon().words or phrase in words().one_character else None


@remembered
def cut_noun(phrase: str | None) -> str | None:
    """As much of a phrase behind a figure as ends like a noun: 分公司 of 分公司地表水氨氮."""
    heads = words().heads
    if (
        phrase is None
        or phrase.startswith(words().lacking)
        or (phrase.startswith(_DENIED) and len(phrase) < _LEAST_DENIED)
    ):
        return None  # 4个未接线, 9座没装在线监控
    for end in range(len(phrase), 0, -1):
        part = phrase[:end]
        if part in words().no_names:
            continue  # 一般缺陷8项和主要缺陷1项
        if part.startswith(_DENIED) and not (is_noun(part[-2:]) or part.endswith(words().counted)):
            continue  # 12间未登记入账
        whole = end == len(phrase) and is_noun(part[-2:])  # “问题图斑”
        if ((is_noun(part) or whole) and not part.endswith(words().ratios)) or (
            part.endswith(heads) and (end > 1 or part in words().one_character)
        ):
            return part
    return None


@remembered
def cut_person(phrase: str) -> str | None:
    """As much of a phrase behind a figure of people as says who they are: 区领导 of 区领导包案."""
    ends = words().person_ends
    return next((phrase[:end] for end in range(len(phrase), 1, -1) if phrase.endswith(ends, 0, end)), None)


def bare(phrase: str) -> str:
    """A phrase without the light verb that it begins with: 租金 of 补收租金."""
    led = pattern("led").match(phrase)
    return phrase[led.end() :] if led else phrase


def noun_of(phrase: str) -> str:
    """What stands behind the last predicate of a phrase: 津补贴 of 违规发放津补贴."""
    ends = [t.end for t in lexicon().find(phrase) if t.word.kind < Kind.NOUN and t.end < len(phrase) - 1]
    return phrase[max(ends, default=0) :]


def is_noun(word: str) -> bool:
    """Whether the pack knows a word for a noun."""
    known = lexicon().words.get(word)
    return known is not None and known.kind is Kind.NOUN


def is_facet(word: str) -> bool:
    """Whether a word names a kind that figures are broken down by: 大气, 固废."""
    known = lexicon().words.get(word)
    return known is not None and (known.kind is Kind.FACET or known.facet)


@remembered
def is_no_noun(phrase: str) -> bool:
    """Whether nothing shows that a phrase is a noun."""
    return not phrase.endswith((*words().heads, *words().counted)) and not is_noun(phrase[-2:])


@remembered
def acts(name: str | None) -> bool:
    """Whether a name is of someone who acts, or of a place: 兵直相关单位, 其他州(市)."""
    return name is None or _ASIDE.sub("", name).endswith(words().agents)


@remembered
def is_ratio(name: str, unit: str) -> bool:
    """Whether a name is of something measured that `unit`, of things or people, does not count: 属实率 beside 35件."""
    return unit not in words().measures and not set(unit) & set("/／每") and name.endswith(words().ratios)
