"""The cues around a number: those of a window, those said after it, and whether they say what happens."""

from __future__ import annotations

from collections.abc import Iterable

from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.phrases import Hit
from tasks.facts.document.reading import Reading
from tasks.facts.knowledge.lexicons import is_weak
from tasks.vi.text.patterns import pattern

# A share between a number and its predicate, and the predicate, up to the next break.
_INSERTS = pattern("inserts")
_PREDICATE = pattern("predicate")
# Longest list of nouns between two numbers that share a predicate, in code points.
_LIST_GAP = 60
# How near the next of a list stands: `2 nam, 1 nữ tử vong`.
_PERSON, _CLASS, _NEXT = "person", "class", 8
_AND_THEN = pattern("and_then")
_OUT_OF_SO_MANY = pattern("out_of_so_many")
_AND_ELECTS = pattern("and_elects")


def cues_within(reading: Reading, start: int, end: int) -> list[Hit]:
    """The cues in a window, in reading order; a longer one hides what lies inside it."""
    return reading.phrases["cue"].longest_within(start, end)


def outside_cues(reading: Reading, hits: list[Hit]) -> list[Hit]:
    """The hits that are no part of a longer cue: `mục tiêu` in `chương trình mục tiêu quốc gia` aims at nothing."""
    if not hits:
        return hits
    cues = cues_within(reading, hits[0].start - 40, hits[-1].end + 60)
    return [hit for hit in hits if not any(_hides(cue, hit) for cue in cues)]


def _hides(longer: Hit, hit: Hit) -> bool:
    return longer.start <= hit.start and hit.end <= longer.end and longer.end - longer.start > hit.end - hit.start


def right_cues(draft: Draft, reading: Reading) -> list[Hit]:
    """The cues after the number; of a list that shares one predicate (`100% trường học, 69/69 bản đã có chi bộ`) the last one's."""
    hits = cues_within(reading, draft.end, draft.right.end)
    if draft.noun is not None and draft.noun.key == "candidate":  # `34 đối tượng kết nạp Đảng` are not admitted yet
        hits = [hit for hit in hits if not _hides(draft.noun, hit)]
    if any(hit.key == "delegation" for hit in hits):  # `bầu 15 đồng chí vào ban chấp hành và bầu đoàn đại biểu`
        hits = [hit for hit in hits if hit.key != "delegation" or _AND_ELECTS.search(reading.spelled, draft.end, hit.end) is None]
    if draft.previous is not None and _is_out_of(draft.previous, draft, reading):
        return []
    follower = draft.following
    if follower is not None and follower.is_percent and follower.noun is None and not speaks(hits):
        return hits + _after_share(draft, follower, reading)
    if speaks(hits) or follower is None or follower.noun is None or follower.start - draft.right.end > _LIST_GAP:
        return hits
    if speaks_of_whole(draft, reading):
        return hits
    if _is_out_of(draft, follower, reading):
        return cues_within(reading, follower.end, follower.right.end)
    if draft.unit == _PERSON and follower.noun.phrase.value == _CLASS:
        return hits  # `cho 456 học viên, 3 lớp cảm tình đảng`
    same = draft.noun is not None and draft.noun.key == follower.noun.key
    if same and not (draft.unit == _PERSON and follower.start - draft.noun_end <= _NEXT and _names_others(draft, follower)):
        return hits  # `120 bản và 8 bản chưa có chi bộ`: only the second is without
    if _AND_THEN.match(reading.spelled, draft.right.end, follower.start) and not speaks(
        cues_within(reading, draft.right.end, follower.start)
    ):
        return cues_within(reading, follower.end, follower.right.end)
    return hits


def speaks_of_whole(draft: Draft, reading: Reading) -> bool:
    """Whether a number is the whole of which parts are told next: `Trong 58 tổ chức đảng, 11 tổ chức hoàn thành xuất sắc`."""
    if not reading.spelled.startswith(",", draft.right.end):
        return False
    return _OUT_OF_SO_MANY.search(reading.spelled, draft.left.start, draft.start) is not None


def _names_others(one: Draft, other: Draft) -> bool:
    """Whether two nouns of one class name different people: `2 nam, 1 nữ tử vong`; not `52 người mất tích và 17 người bị thương`."""
    if one.noun is None or other.noun is None:
        return False
    first, second = one.noun.phrase.surface, other.noun.phrase.surface
    return first.partition(" ")[0] != second.partition(" ")[0]


def _is_out_of(part: Draft, whole: Draft, reading: Reading) -> bool:
    """Whether the second number is only the whole that the first is a part of: `44 xã/104 xã đạt chuẩn`."""
    if part.noun is None or whole.noun is None or part.noun.key != whole.noun.key or whole.start - part.noun_end > len(" / "):
        return False
    return reading.spelled[part.noun_end : whole.start].strip() == "/"


def _after_share(draft: Draft, share: Draft, reading: Reading) -> list[Hit]:
    """The cues of a predicate that a share stands before: `45/60 xã, chiếm 75%, đạt chuẩn`, `45/60 xã (75%) đạt chuẩn`."""
    spelled = reading.spelled
    if _INSERTS.fullmatch(spelled, draft.noun_end, share.start) is None:
        return []
    predicate = _PREDICATE.match(spelled, share.end)
    following = share.following
    if predicate is None or (following is not None and following.start < predicate.end()):
        return []
    return cues_within(reading, share.end, predicate.end())


def speaks(hits: Iterable[Hit], *also: str) -> bool:
    """Whether any of the cues says what happens, rather than only what there is (`stock`, `met` and the `_cue` nouns)."""
    return any(hit.key in also or not is_weak(hit.key) for hit in hits)
