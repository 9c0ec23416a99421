"""Signatures of near-duplicates, held against datasketch, whose scheme they follow."""

import zlib

import pytest
from datasketch import MinHash

from taizhang.write.similar import PERMUTATIONS, SHINGLE, signature

TEXTS = [
    "移交的38项整改任务，27项已完成，11项达到序时进度。",
    "五个字正好",
    "a\ud800b𠮷野家, cd",
    "".join(chr(0x4E00 + i * 7 % 20000) for i in range(9000)),
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_signature_is_the_minhash_of_the_five_grams(text):
    expected = MinHash(num_perm=PERMUTATIONS, hashfunc=zlib.crc32, scheme="affine32")
    grams = {text[i : i + SHINGLE] for i in range(len(text) - SHINGLE + 1)}
    expected.update_batch([gram.encode("utf-8", "surrogatepass") for gram in sorted(grams)])
    assert bytes.fromhex(signature(text)) == expected.hashvalues.astype("<u4").tobytes()


def test_a_text_without_a_five_gram_has_none():
    assert signature("四个字呢") == ""
