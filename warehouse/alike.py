"""Alike texts: words, shingles, MinHash buckets and exact similarity. Pure; knows nothing of tables."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

SHINGLE_WORDS = 5
"""Syllables in a shingle: one changed figure touches five shingles, so bulletins that differ in their figures stay apart."""

BANDS, ROWS = 20, 6
"""20 bands of 6 values: a pair of similarity .8 shares a bucket with probability .998, one of .5 with .27."""

SEED = 20
THRESHOLD = 0.8
_WORD = re.compile(r"\w+")
_MIX = np.uint64(0x9E3779B97F4A7C15)


def split_words(text_folded: str) -> list[str]:
    """Words of a folded text; punctuation and line breaks do not count.

    >>> split_words("dang bo xa a:\\nket nap 12 dang vien.")
    ['dang', 'bo', 'xa', 'a', 'ket', 'nap', '12', 'dang', 'vien']
    """
    return _WORD.findall(text_folded)


def make_text_key(words: Sequence[str]) -> str:
    """Key of a text: equal for texts of equal words. The first 16 hex digits of sha256."""
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:16]


def cut_shingles(words: Sequence[str]) -> set[str]:
    """Every run of `SHINGLE_WORDS` words; a shorter text is one shingle.

    >>> sorted(cut_shingles("mot hai ba bon nam sau".split()))
    ['hai ba bon nam sau', 'mot hai ba bon nam']
    """
    return set(_list_shingles(words))


def _list_shingles(words: Sequence[str]) -> list[str]:
    """Every run of words in order, cut out of the joined text: half the time of joining each."""
    joined = " ".join(words)
    if len(words) <= SHINGLE_WORDS:
        return [joined]
    starts = [0, *accumulate(len(word) + 1 for word in words)]
    return [joined[start : end - 1] for start, end in zip(starts, starts[SHINGLE_WORDS:], strict=False)]


def hash_shingles(words: Sequence[str]) -> NDArray[np.int64]:
    """The shingles as numbers that hold within this process: a twentieth of their memory.

    Each is mixed of the hashes of its words, without making its text, which takes three times as long.

    Shape: one number per distinct shingle, sorted. Two of the some thousand shingles of a pair fall together once in 10^13 pairs.
    """
    hashes = np.fromiter(map(hash, words), np.int64, len(words)).view(np.uint64)
    length = min(SHINGLE_WORDS, len(words))
    mixed = np.full(max(1, len(words) - SHINGLE_WORDS + 1), length, np.uint64)
    for place in range(length):
        mixed = (mixed ^ hashes[place : place + len(mixed)]) * _MIX
        mixed ^= mixed >> np.uint64(29)
    shingles = np.sort(mixed.view(np.int64))
    # What np.unique gives, which takes ten times as long for so few numbers.
    distinct: NDArray[np.int64] = shingles[np.append(True, shingles[1:] != shingles[:-1])]
    return distinct


def measure_similarity(one: NDArray[np.int64], other: NDArray[np.int64]) -> float:
    """Jaccard similarity: shared shingles over all shingles, both as `hash_shingles` gives them.

    >>> measure_similarity(np.array([1, 2, 3]), np.array([2, 3, 4]))
    0.5
    """
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared / (len(one) + len(other) - shared)


def find_buckets(texts: Iterable[Sequence[str]]) -> NDArray[np.int64]:
    """Buckets of texts: near-duplicates share at least one with high probability.

    Shape: one row per text, `BANDS` columns. Depends on the words of each text alone.
    """
    shingles = [_list_shingles(words) for words in texts]
    if not shingles:
        return np.empty((0, BANDS), np.int64)
    digests = RMinHash.digest_matrix_from_token_sets(shingles, BANDS * ROWS, SEED).to_rows()
    values = np.asarray(digests, dtype=np.uint64).reshape(len(shingles), BANDS, ROWS)
    mixed = np.broadcast_to(np.arange(1, BANDS + 1, dtype=np.uint64) * _MIX, (len(shingles), BANDS)).copy()
    for row in range(ROWS):
        mixed = (mixed ^ values[:, :, row]) * _MIX
        mixed ^= mixed >> np.uint64(29)
    return mixed.view(np.int64)


def choose_originals(pairs: Iterable[tuple[str, str, float]], ranks: Mapping[str, tuple[object, str]]) -> dict[str, tuple[str, float]]:
    """For each text that repeats another: the text it repeats, and how alike they are.

    Texts are taken in the order of their ranks (earliest published, then smallest article id). A text repeats the first
    original it was verified against; when there is none it is an original itself. So every repeat is verified against
    its original, and the outcome does not depend on the order of the pairs.

    >>> choose_originals([("b", "a", .9), ("c", "b", .85)], {"a": (1, "x"), "b": (2, "y"), "c": (3, "z")})
    {'b': ('a', 0.9)}
    """
    alike: dict[str, dict[str, float]] = {}
    for one, other, similarity in pairs:
        alike.setdefault(one, {})[other] = similarity
        alike.setdefault(other, {})[one] = similarity
    repeats: dict[str, tuple[str, float]] = {}
    for key in sorted(alike, key=lambda k: ranks[k]):
        earlier = [other for other in alike[key] if ranks[other] < ranks[key] and other not in repeats]
        if earlier:
            original = min(earlier, key=lambda k: ranks[k])
            repeats[key] = (original, alike[key][original])
    return repeats
