"""Where words of a pack become terms of a closed vocabulary: looked up once, when a table is made of the pack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from taizhang.errors import RulePackError
from taizhang.rules.load import Rule, load_pack
from taizhang.vocabulary import Term, known


def term(said: object, vocabulary: Sequence[Term], where: str) -> Term:
    """The term of the vocabulary that a pack says. Raises RulePackError that tells `where` it says any other."""
    found = known(said, vocabulary)
    if found is None:
        raise RulePackError(f"{where}: {said!r} 不在词表里，可填 is not in its vocabulary: {', '.join(vocabulary)}")
    return found


def yielded(pack: str, rule: Rule, key: str, vocabulary: Sequence[Term]) -> Term:
    """The term that a rule of a pack yields under `key`. Raises RulePackError."""
    return term(rule.yields.get(key), vocabulary, f"{pack}: rule {rule.id}: yields.{key}")


def yielded_all(pack: str, rule: Rule, key: str, vocabulary: Sequence[Term]) -> frozenset[Term]:
    """The terms that a rule of a pack lists under `key`, none where it has no such key. Raises RulePackError."""
    where = f"{pack}: rule {rule.id}: yields.{key}"
    return frozenset(term(said, vocabulary, where) for said in rule.yields.get(key, ()))


def term_by_word(pack: str, name: str, vocabulary: Sequence[Term]) -> dict[str, Term]:
    """A lexicon that gives a term for each word. Raises RulePackError."""
    lexicon: Mapping[str, object] = load_pack(pack).lexicons[name]
    return {word: term(said, vocabulary, f"{pack}: lexicons.{name}.{word}") for word, said in lexicon.items()}


def words_by_term(pack: str, name: str, vocabulary: Sequence[Term]) -> dict[Term, tuple[str, ...]]:
    """A lexicon that lists the words of each term. Raises RulePackError."""
    lexicon: Mapping[str, Sequence[str]] = load_pack(pack).lexicons[name]
    return {term(said, vocabulary, f"{pack}: lexicons.{name}"): tuple(words) for said, words in lexicon.items()}
