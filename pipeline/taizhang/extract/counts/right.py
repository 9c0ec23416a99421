"""What stands behind a figure, up to the comma or the next figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from taizhang.extract.counts.brackets import aside, within
from taizhang.extract.counts.clause import Clause, trim
from taizhang.extract.counts.left import AMONG, against_goal, subordinate
from taizhang.extract.counts.lexicon import Kind, Token, Word, lexicon
from taizhang.extract.counts.modified import modified_noun
from taizhang.extract.counts.pack import pattern, words
from taizhang.extract.counts.statuses import TAKEN_IN
from taizhang.extract.places.gazetteer import gazetteer
from taizhang.rules import cached, compiled

_CASES = "起例宗件"  # units of cases, which are named by long phrases
_OTHERS = ("其余", "其他", "其它", "剩余", "余下", "剩下", "另")
_QUOTES = frozenset("“「")
_QUOTED = compiled(r"[“「][^”」“「，。；\n]{1,12}[”」]")
_LEVELS = frozenset("国省市州县区乡镇村")
_ASPECTS = frozenset("正仍还尚")  # 4条正抓紧施工: said of them
_SAID_OF = frozenset("已正仍尚均都")  # how predicates begin that are said of the noun before them: 35个湖泊已全部完成
_WITH = ("有", "仅有", "只有", "仍有", "尚有", "就有", "已有")
_FOR = frozenset({"用于", "用作"})  # what a sum is for is not done to it: 公益金12万元用于办公楼维修
_MAX_RIGHT = 16
_MAX_KIND = 8
_MAX_TITLE = 60
_MAX_NAME = 18  # characters of a title that name what it is of
_INSIDES = frozenset("里当之")
_INSIDE = compiled(r"(?:里(?![程面拐弄长])|当中|之中|里面)(?=\p{Han}{1,8}?[0-9]|[，,])")
_INSIDE_END = compiled(r"(?r)(?:里面?|当中|之中)")
_TRIM_RIGHT = " \u3000和与及或\"“”‘’'　-—·~*的"


@dataclass(slots=True)
class _Phrase:
    """The noun phrase behind a figure as far as it is read: where it begins, a name in quotation marks that opens it ends, the
    last noun and the words that modify it end, and the phrase itself, once that is known."""

    edge: int
    quoted: int
    noun_end: int = 0
    modified: int = 0
    to: int | None = None


def look_right(text: str, tokens: Sequence[Token], at: int, clause: Clause) -> None:
    """Fill the right side: the noun phrase that touches the figure, and the predicates up to the comma."""
    edge = tokens[at].end
    at += 1
    behind = modified_noun(text, tokens, at, edge)
    phrase = _begin(text, tokens, at, edge, clause)
    clause.end, boundary, noun, meant_for = len(text), Kind.HARD, None, False
    while at < len(tokens):
        token = tokens[at]
        at += 1
        kind = token.word.kind
        if phrase.to is None and (past := _taken_in(text, tokens, at, phrase, clause)):
            at = past
            continue
        if kind >= Kind.NOUN:
            noun = token
            continue
        if phrase.to is None and token.start == phrase.modified and _modifies(token):
            phrase.modified = token.end
        elif phrase.to is None:
            phrase.to = token.start
            _end_phrase(text, tokens, at, edge, clause)
        if kind is Kind.OPEN and (past := within(text, tokens, at)):
            at = past
            continue
        if kind <= Kind.COUNT or kind is Kind.OPEN or kind is Kind.CLOSE:
            clause.end, boundary = token.start, kind
            break
        if token.word.plans and against_goal(text, token, edge):
            continue
        meant_for = meant_for or token.word.text in _FOR
        if token.word.predicate and not meant_for and not subordinate(text, token):
            clause.after.append(token)
        elif token.word.mark:
            clause.marks.add("after_" + token.word.mark)
    if noun is not None and noun.end == clause.end and noun.word.text.endswith(words().inspection_names):
        clause.after += _inspecting(text, edge, noun)
    clause.headline = clause.headline and _is_line(text, clause)
    if boundary is Kind.COMMA:
        clause.later = _later(tokens, at)
    clause.right = trim(text, edge, _phrase_end(text, phrase, clause), _TRIM_RIGHT)
    _revise(text, edge, clause, phrase.modified, boundary)
    if behind is not None and not _is_of_left(text, edge, clause):
        clause.right, clause.closed, clause.noun_behind, clause.modifies = behind, True, True, False
    if text.startswith("《", edge) and (title := _titled(text, edge)):
        clause.right, clause.closed, clause.noun_behind = title, True, True


def _is_of_left(text: str, edge: int, clause: Clause) -> bool:
    """Whether what stands before a figure is counted or measured, and not the noun that 的 leads to behind it: 面积30亩以上的图斑."""
    measured = text.startswith("的", edge) and (_names(text, clause.left) or clause.dimension is not None)
    return measured or (clause.left is not None and _is_counted(text, clause.left))


def _names(text: str, left: tuple[int, int] | None) -> bool:
    """Whether what stands before a figure names what is measured, and not where it is: 宜昌170公里的岸线."""
    name = text[slice(*left)] if left else ""
    return name != "" and name not in words().no_names and not gazetteer().named(name)


def _inspecting(text: str, edge: int, name: Token) -> list[Token]:
    """The name of an inspection that ends a clause, as the predicate that it is where it is carried out: 进行了专项检查."""
    held = pattern("inspection_held").match(text, edge, name.start)
    return [Token(name.start, name.end, _inspection(name.word.text))] if held else []


@cached
def _inspection(text: str) -> Word:
    return Word(text, Kind.CUE, "inspected")


def _titled(text: str, edge: int) -> tuple[int, int] | None:
    """The end of a title that opens right behind a figure: 督办函 of 29份《关于某事项的督办函》."""
    closing = text.find("》", edge, edge + _MAX_TITLE)
    start = max(edge, text.rfind("的", edge, max(edge, closing))) + 1
    return (start, closing) if 0 < closing - start <= _MAX_NAME else None


def _is_line(text: str, clause: Clause) -> bool:
    """Whether the stretch of a figure is a line of its own: a headline."""
    return text[clause.start - 1 : clause.start] in ("", "\n") and text[clause.end : clause.end + 1] in ("", "\n")


def _begin(text: str, tokens: Sequence[Token], at: int, edge: int, clause: Clause) -> _Phrase:
    """The phrase before any word of it is read; the token `at` is the first behind the figure."""
    opening = text[edge : edge + 1]
    quoted = found.end() if opening in _QUOTES and (found := _QUOTED.match(text, edge)) else edge
    phrase = _Phrase(edge, quoted, modified=edge)
    if opening in _INSIDES and _INSIDE.match(text, edge):  # 没做完的8座里，松桃5座
        clause.whole = True
        phrase.to = edge
    clause.runs_on = (
        at < len(tokens) and tokens[at].word.kind is Kind.COUNT and not text[edge : tokens[at].start].strip()
    )
    return phrase


def _taken_in(text: str, tokens: Sequence[Token], at: int, phrase: _Phrase, clause: Clause) -> int | None:
    """The next token to look at if the one before `at` goes on with the phrase or is a noun; None if it ends or modifies it."""
    token, edge = tokens[at - 1], phrase.edge
    kind = token.word.kind
    if kind is Kind.OPEN and (inside := aside(text, tokens, at, edge)):
        return inside
    if token.start < phrase.quoted or (kind is Kind.ENUM and _goes_through(text, tokens, at, edge)):
        return at
    end = (token.start > edge and _names_work(text, token)) or 0
    if not end and kind < Kind.NOUN:
        return None
    whole = kind is Kind.NOUN or (token.end - token.start > 1 and token.word.text not in words().part_objects)
    whole = (
        whole and token.word.text not in words().no_names and not (kind is Kind.FACET and _opens_name(text, tokens, at))
    )
    if end or whole:  # 重点 of 重点部位 is no noun of its own
        reached = end or token.end
        if reached - edge <= _MAX_RIGHT:
            clause.closed = clause.noun_behind = True
            phrase.noun_end = reached
    while at < len(tokens) and tokens[at].start < end:
        at += 1
    return at


def _opens_name(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether the word before `at` opens a longer name that ends the clause: 农村 of 695处农村饮用水源地保护工程."""
    end = tokens[at - 1].end
    stop = tokens[at].start if at < len(tokens) else len(text)
    closed = at == len(tokens) or tokens[at].word.kind <= Kind.COMMA
    return closed and stop - end > 1 and text.endswith(words().heads, end, stop)


def _is_counted(text: str, left: tuple[int, int]) -> bool:
    """Whether the phrase before a figure is a noun that it counts: 石煤矿山43座留下的酸水, 日处理能力3000吨的处理站."""
    start, end = left
    known_words = lexicon().words
    known = any((word := known_words.get(text[i:end])) and word.kind is Kind.NOUN for i in range(start, end - 1))
    return (known or text.endswith(words().heads, start, end)) and not text.endswith(words().agents, start, end)


def _end_phrase(text: str, tokens: Sequence[Token], at: int, edge: int, clause: Clause) -> None:
    """Note what the token before `at` says of the phrase that it ends."""
    token = tokens[at - 1]
    clause.modifies = token.word.text == "的"
    clause.whole = token.word.text in AMONG and (
        text[token.end : token.end + 1] in tuple("，,已仅") or _counts_on(tokens, at, token.end)
    )
    said = token.word.text in words().noun_enders or token.word.text[:1] in _SAID_OF
    ends = said and token.start - edge > 1
    clause.closed = clause.closed or token.word.kind <= Kind.CLOSE or clause.modifies or clause.whole or ends


def _phrase_end(text: str, phrase: _Phrase, clause: Clause) -> int:
    """Where the phrase behind the figure ends: with the clause, a name in quotation marks, its last noun, or inside 里."""
    edge, quoted, to = phrase.edge, phrase.quoted, phrase.to
    if to is None:
        to, clause.closed = min(clause.end, len(text)), True
    if quoted > edge and (to <= quoted or not text.endswith(words().heads, quoted, to)):
        to, clause.closed = quoted, True
    closing = _INSIDE_END.match(text, edge, to) if _opens_parts(text, to, clause.end) else None
    clause.whole = clause.whole or closing is not None  # 25个问题里，23个已销号
    if phrase.noun_end and not _goes_on(text, phrase.noun_end, to):
        to = phrase.noun_end
    elif closing:
        to = closing.start()
    return min(to, edge + _MAX_RIGHT)


def _opens_parts(text: str, to: int, end: int) -> bool:
    """Whether a comma or the next figure follows at once, as where parts of a whole are told."""
    return text[to : to + 1] in ("，", ",") or (to == end < len(text) and text[to].isdigit())


def _revise(text: str, edge: int, clause: Clause, modified: int, boundary: Kind) -> None:
    """Take back modifiers of nothing and predicates of the next figure; find the long names of cases."""
    if clause.after and clause.right and 0 <= clause.after[0].start - clause.right[0] < 2 and not clause.whole:
        _check_modifier(text, clause, modified)
    clause.subject = (
        not clause.after and len(text[clause.right[1] if clause.right else edge : clause.end].strip("的")) > 3
    )
    if boundary is Kind.COUNT and not _enumerates(text, clause):
        del clause.after[_subject_of(clause) :]
    for token in clause.after:
        if token.word.mark:
            clause.marks.add(f"after_{token.word.mark}")
    if text.startswith("被", edge) and (body := pattern("undergone").match(text, edge)):
        clause.right, clause.closed, clause.noun_behind = body.span(), True, True
        clause.after = [token for token in clause.after if token.start >= body.end()]
    long_name = pattern("long_name").match(text, edge) if text[edge - 1] in _CASES else None
    if named := long_name or pattern("handed_down").match(text, edge):
        clause.right, clause.closed, clause.noun_behind = named.span("name"), True, True
        behind = [token for token in clause.after if token.start >= named.end()]
        clause.after = behind if behind or long_name else clause.after


def _later(tokens: Sequence[Token], at: int) -> list[Token]:
    """Predicates behind the comma, where no figure stands up to the end of the sentence: 其余42项，总体按序时推进."""
    found: list[Token] = []
    while at < len(tokens) and tokens[at].word.kind is not Kind.HARD:
        word = tokens[at].word
        if word.kind is Kind.COUNT or word.text.startswith(_OTHERS):
            return []
        if word.kind is Kind.CUE or word.kind is Kind.WORK:
            found.append(tokens[at])
        at += 1
    return found


def _subject_of(clause: Clause) -> int:
    """How many of the predicates behind the figure are said of it although another figure follows: a fault of its own
    (5个部门超标准列支会议费14万元) or its fine (7家合计罚没36万元), nothing else (11个市收到举报件39件)."""
    noun = clause.right[1] if clause.right else clause.edge
    if not clause.after:
        return 0
    first = clause.after[0]
    fault = first.word.kind is Kind.DEFECT and first.start - noun < 2
    return int(fault or (first.word.status == "penalised" and first.start - noun < 4))


def _counts_on(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether the next figure follows at once: 31家企业中13家未批先建, 12个乡镇中有7个."""
    if at < len(tokens) and tokens[at].word.text in _WITH and tokens[at].start == end:
        at, end = at + 1, tokens[at].end
    return at < len(tokens) and tokens[at].word.kind is Kind.COUNT and tokens[at].start == end


def _goes_on(text: str, noun_end: int, phrase_to: int) -> bool:
    """Whether what follows a noun up to the next word of the lexicon belongs to the phrase: at most three characters
    before a comma or 的 (项目部, 企业厂区), or the end of a longer noun (垃圾中转站), not the adverb of a predicate (问题深入开展)."""
    near = phrase_to - noun_end <= 3
    return near and (
        (phrase_to - noun_end > 1 and text[noun_end:phrase_to] in words().place_heads)
        or (
            text[phrase_to : phrase_to + 1] in "的中里，,。；;、\n）)"
            and text.endswith(words().heads, noun_end, phrase_to)
        )
        or text.endswith(words().place_heads, noun_end + 1, phrase_to)
    )


def _modifies(token: Token) -> bool:
    """Whether a word right behind the figure may be part of a noun phrase: 8个非法采砂点, 5家停产企业, 137名已死亡人员."""
    return token.word.text in words().attributive or (
        token.word.predicate
        and token.word.status not in TAKEN_IN
        and token.word.text[0] not in _ASPECTS
        and not token.word.text.startswith(("完成", "建成", "装上", "建起"))  # 9家完成拆除
    )


def _names_work(text: str, token: Token) -> int | None:
    """Where the name of works ends in which `token` is the verb (18项河道生态治理工程); None where it is none."""
    if not token.word.predicate or token.word.status == "other":  # 157名检查人员参与行动
        return None
    found = pattern("names_of_work").match(text, token.end)
    return found.end() if found else None


def _goes_through(text: str, tokens: Sequence[Token], at: int, edge: int) -> bool:
    """Whether the 、 before `at` parts levels (8个国、省控断面), or kinds of what is named behind them: 15家焦化、洗煤企业."""
    mark = tokens[at - 1]
    if text[edge : mark.start] in _LEVELS:
        return True
    if not 1 < mark.start - edge < _MAX_KIND or _is_counted(text, (edge, mark.start)):
        return False
    end = tokens[at].start if at < len(tokens) else len(text)
    if at < len(tokens) and tokens[at].word.kind >= Kind.NOUN:
        end = tokens[at].end
    return 1 < end - mark.end < _MAX_KIND and text.endswith(words().firm_ends, mark.end, end)


def _check_modifier(text: str, clause: Clause, modified: int) -> None:
    """Predicates up to `modified` with nothing behind them, or with something that is no noun, are no modifiers."""
    assert clause.right is not None
    start, end = clause.right
    if end - modified < 1 or not (clause.noun_behind or text.endswith(words().heads, start, end)):
        clause.right, clause.closed = None, False


def _enumerates(text: str, clause: Clause) -> bool:
    """Whether 、 or 和 leads on to the next figure, so that what is said behind it may hold here as well."""
    last = clause.after[-1].end if clause.after else clause.end
    return bool(set(text[last : clause.end]) & set("、和及"))
