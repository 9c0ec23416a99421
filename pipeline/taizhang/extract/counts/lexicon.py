"""The words of the pack `counts`, as one automaton over the text, and the tokens it finds there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Final, Literal

from taizhang.extract.counts.statuses import DENIABLE, ENDED, ENFORCED, TREATED
from taizhang.kinds import Kinds
from taizhang.rules import Dictionary, cached, load_pack, table, words_by_term
from taizhang.vocabulary import COUNT_STATUSES, CountStatus


class Kind(Kinds):
    """What a token does to the clause around it. The order matters: up to `COUNT` a token ends a clause."""

    HARD: ClassVar[Kind]  # end of sentence, line, cell
    COMMA: ClassVar[Kind]
    COUNT: ClassVar[Kind]
    ENUM: ClassVar[Kind]  # 、
    OPEN: ClassVar[Kind]
    CLOSE: ClassVar[Kind]
    CUE: ClassVar[Kind]
    DEFECT: ClassVar[Kind]
    WORK: ClassVar[Kind]
    LIGHT: ClassVar[Kind]
    STOP: ClassVar[Kind]
    NOUN: ClassVar[Kind]
    FACET: ClassVar[Kind]
    RANK: ClassVar[Kind]


_HEADING: Final = frozenset({"：", ":", "。", "\n", ""})  # a gap between cells has no text
Label = CountStatus | Literal["checked"]  # what a field is about; what was checked is `found`, or only there
LABELS: Final[tuple[Label, ...]] = (*COUNT_STATUSES, "checked")


@dataclass(slots=True, eq=False)
class Word:
    """A word of the pack. `status` is what a cue says, `mark` a side meaning: subset, rest, done, all, future, scope, denied,
    involved, each. A noun may be a `facet` as well: 固废. What is asked of each word of a text is told here once."""

    text: str
    kind: Kind
    status: CountStatus | None = None
    mark: str | None = None
    label: Label | None = None
    nominal: bool = False
    ahead: bool = False
    facet: bool = False
    noun: bool = field(init=False)
    predicate: bool = field(init=False)
    verbal: bool = field(init=False)  # whether what stands beside it may make something else of it: 整治率, 未整治
    deniable: bool = field(init=False)
    plans: bool = field(init=False)  # whether it may be a word of plans that is none where it stands: 目标, 将
    heads: bool = field(init=False)  # whether it may open or end a field or a list: a label, or what stands there

    def __post_init__(self) -> None:
        self.noun = self.kind is Kind.NOUN
        self.predicate = Kind.CUE <= self.kind <= Kind.WORK
        self.verbal = self.predicate or (self.kind is Kind.STOP and len(self.text) > 1)
        self.deniable = self.kind is Kind.WORK or self.status in DENIABLE
        self.plans = self.status == "planned" or self.text == "将"
        ends = self.kind is Kind.CLOSE or (self.kind <= Kind.COMMA and self.text in _HEADING)
        self.heads = ends or self.label is not None


@dataclass(slots=True, eq=False)
class Token:
    """A word where it stands."""

    start: int
    end: int
    word: Word


_TASK = "任务"
_ALREADY = ("已", "均已", "都已", "现已", "业已")
_ISSUED = ("下达", "下发")
# What makes a noun of the verb before it, and what may not follow: 整治率, 处置费, 种植业, but not 整治类似问题, 拆除业主.
_ENDINGS = {
    "率": "",
    "类": "型别似",
    "业": "主务户态绩界",
    "量": "化刑",
    "费": "尽心力",
    "者": "",
    "员": "工",
    "罪": "犯行证责",
    "点": "位多名火击评半",
}

_BEHIND = frozenset({*_ENDINGS, _TASK[0]})
_GOING = frozenset("在行")
_LONGEST_DENIAL = 5  # characters
_STILL = frozenset("还仍尚")
_ON_IT = ("正在", "正在进行")
_WORKED: Final[frozenset[CountStatus]] = ENDED | ENFORCED | {"built"}

_PUNCTUATION = {
    Kind.HARD: "。！？!?；;\n|\t│┃■◆●",
    Kind.COMMA: "，,：:",
    Kind.ENUM: "、/",
    Kind.OPEN: "（(【[《〈",
    Kind.CLOSE: "）)】]》〉",
}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The compiled word lists; `find` is the one pass over a text that all of object and status is read from. The dictionary has None
    for what only keeps shorter words from being found in it."""

    dictionary: Dictionary[Word | None]
    words: Mapping[str, Word]
    denials: tuple[str, ...]  # what denies the verb behind it: 未, 没有, 未及时
    spared: tuple[str, ...]  # what says that it need not be: 不予, 无需
    denial_ends: frozenset[str]  # the characters that any of these ends with

    def find(self, text: str) -> list[Token]:
        """All words of `text`, longest first, never overlapping, in order."""
        meanings = self.dictionary.meanings
        found: list[Token] = []
        add = found.append
        for number, start, end in self.dictionary.numbered(text):
            word = meanings[number]
            if word is None:
                continue
            add(self._beside(text, start, end, word) if word.verbal else Token(start, end, word))
        return found

    def _beside(self, text: str, start: int, end: int, word: Word) -> Token:
        """A word with what is made of it by what stands beside it."""
        if text[end : end + 1] in _BEHIND and (ending := _name_ending(text, end, word)):
            return Token(start, end + len(ending), _named(word.text, ending))
        before = text[start - 1] if start else ""
        if word.deniable and before in self.denial_ends and (denied := self._denied(text, start, word)):
            word = denied
        elif before in _GOING and start > 1 and _goes_on(text, start, word):
            word = _under_way(word.text)
        return Token(start, end, word)

    def _denied(self, text: str, start: int, word: Word) -> Word | None:
        """What a word that begins there says where it is denied: a fault (未封堵, 没有封堵, 未及时封堵), or that there was no need
        (不予处罚, 未被处罚); None where it is not."""
        reach = max(0, start - _LONGEST_DENIAL)
        if text.endswith(self.spared, reach, start):
            return _spared(word.text)
        if not text.endswith(self.denials, reach, start):
            return None
        return _spared(word.text) if word.text.startswith("被") else _denied(word.text)


def _name_ending(text: str, end: int, word: Word) -> str:
    """What makes the verb that ends there part of a name: 整治率, 持续整改类5个, 回填任务520亩."""
    never = _ENDINGS.get(text[end])
    if never is not None and text[end + 1 : end + 2] not in tuple(never):
        return "" if text[end] == "量" and word.kind is Kind.DEFECT else text[end]  # 堆存量 is a fault still
    work = (word.kind is Kind.WORK or word.status in ("ordered", "built")) and not word.text.startswith(_ISSUED)
    return _TASK if work and text.startswith(_TASK, end) else ""


@cached
def _named(text: str, ending: str) -> Word:
    """A verb with 率, 类 or 任务 is a noun: 不属实率, 发生率, 持续整改类."""
    return Word(f"{text}{ending}", Kind.NOUN)


def _goes_on(text: str, start: int, word: Word) -> bool:
    """Whether what begins there is work still being done: 还在查办, 仍在清运, 正在进行查处."""
    still = text.endswith(_ON_IT, 0, start) or (text[start - 1] == "在" and text[start - 2] in _STILL)
    return still and (word.kind is Kind.WORK or word.status in _WORKED)


@cached
def _under_way(text: str) -> Word:
    return Word(text, Kind.CUE, "in_progress")


@cached
def _denied(text: str) -> Word:
    """What was not done is a fault: 未封堵, 未上缴."""
    return Word(text, Kind.DEFECT, "found", "denied")


@cached
def _spared(text: str) -> Word:
    """What need not be done is none."""
    return Word(text, Kind.CUE, "other", "spared")


_MARKS = {
    "subset": "subset",
    "rest": "rest",
    "done": "done",
    "all": "all",
    "future": "future",
    "scope": "scopes",
    "denied": "denied",
    "involved": "involved",
    "because": "because",
    "to": "recipient",
}


@table()
def lexicon() -> Lexicon:
    """The lexicon of the pack in force. Later lists do not take a word away from earlier ones, they only mark it."""
    lists = load_pack("counts").lexicons
    cues = words_by_term("counts", "cues", COUNT_STATUSES)
    words: dict[str, Word] = {}

    def add(kind: Kind, texts: Sequence[str], status: CountStatus | None = None) -> None:
        for text in texts:
            words.setdefault(text, Word(text, kind, status))

    for kind, characters in _PUNCTUATION.items():
        add(kind, list(characters))
    add(Kind.NOUN, lists["nouns"])
    add(Kind.RANK, lists["ranks"])
    add(Kind.FACET, lists["facets"])
    add(
        Kind.FACET,
        [
            begins + base + tail
            for begins in lists["facet_begins"]
            for base in lists["facet_bases"]
            for tail in lists["facet_tails"]
            if len(begins + base + tail) > 1
        ],
    )
    add(Kind.CUE, lists["rest"], "not_completed")
    for status, texts in cues.items():
        add(Kind.CUE, texts, status)
    add(Kind.CUE, [f"已{text}" for text in lists["cues"]["completed"] if text.startswith("完成")], "completed")
    for status, texts in lists["cues"].items():
        if status in TREATED:
            add(Kind.CUE, [f"被{text}" for text in texts], status)
    add(Kind.DEFECT, lists["defects"], "found")
    add(Kind.DEFECT, _impossible(**lists["potential"]), "found")
    add(Kind.WORK, lists["works"])
    add(Kind.LIGHT, lists["light"])
    add(Kind.STOP, [*lists["stops"], *lists["done"], *lists["subset"]])
    _mark(words, lists)
    _part_from_centre(words)
    entries: dict[str, Word | None] = {**dict.fromkeys(lists["whole_words"].split()), **words}
    denials = [f"{no}{way}" for no in lists["denials"] for way in ("", *lists["denial_ways"])]
    denied, spared = (*denials, *lists["unwilling"]), tuple(lists["spared"])
    return Lexicon(Dictionary(entries), words, denied, spared, frozenset(word[-1] for word in (*denied, *spared)))


def _impossible(verbs: Sequence[str], ends: Sequence[str]) -> list[str]:
    """抽不出, 连不上: what the verbs say with 不 and an end."""
    return [f"{verb}不{end}" for verb in verbs for end in ends if verb != end]


def _part_from_centre(words: dict[str, Word]) -> None:
    """Keep 核查中 from being found in 核查中央督察移交的问题."""
    for text in [text for text in words if len(text) > 1 and text.endswith("中")]:
        verb = words.get(text[:-1], Word(text[:-1], Kind.STOP))
        words.setdefault(f"{text}央", verb)


def _mark(words: dict[str, Word], lists: Mapping[str, Any]) -> None:
    for mark, name in _MARKS.items():
        for text in lists[name]:
            words[text] = replace(words.get(text, Word(text, Kind.STOP)), mark=mark)
    for text, word in words.items():
        if text.startswith(_ALREADY) and word.kind in (Kind.CUE, Kind.WORK) and word.mark is None:
            words[text] = replace(word, mark="done")
    for text in ("各", "各有", "均", "均为", "分别", "分别为", "分别有", "依次", "依次为", "依次是"):
        words[text] = replace(words[text], mark="each")
    for text in ("有", "还有", "另有"):
        words[text] = replace(words.get(text, Word(text, Kind.LIGHT)), mark="some")
    for text in lists["nominal"]:
        words[text] = replace(words[text], nominal=True)
    for text in lists["facets"]:
        words[text] = replace(words[text], facet=True)
    for text in lists["ahead"]:
        words[text] = replace(words.get(text, Word(text, Kind.STOP)), ahead=True)
    for text in ("合计", "总计", "累计", "共计", "总共", "一共", "累计达", "前"):
        words[text] = replace(words.get(text, Word(text, Kind.LIGHT)), mark="sum")
    for label, texts in words_by_term("counts", "labels", LABELS).items():
        for text in texts:
            words[text] = replace(words.get(text, Word(text, Kind.NOUN)), label=label)
