"""Mentions that stand side by side: bodies that act as one, and the larger places that only say where a smaller one lies."""

from __future__ import annotations

from itertools import pairwise

from tasks.vi.entities.short_forms import Mention

_LEVEL_RANK = {"village": 1.0, "commune": 2.0, "district": 3.0, "city": 3.5, "province": 4.0, "country": 5.0}
_CHAIN_GAPS = frozenset({", ", " (", " - ", " – ", ",", ", thuộc ", " thuộc "})
_CHAIN = 12


def join_mentions(text: str, found: list[Mention]) -> list[Mention]:
    """`ban Thường vụ và Uỷ ban Kiểm tra Quận uỷ quận 6`: two bodies that share their place act as one.
    So do committees and their cells: `Cấp ủy các cấp và chi bộ kiểm tra`."""
    joined: list[Mention] = []
    for mention in found:
        before = joined[-1] if joined else None
        share = before is not None and before.name is None and before.level == "" and not before.is_plural and mention.name is not None
        if share and before is not None and before.kind == mention.kind == "party_committee" and text[before.end : mention.start] == " và ":
            mention.start, mention.role, mention.heads = before.start, before.role, (*before.heads, *mention.heads)
            joined.pop()
        elif before is not None and before.is_plural and _is_bare_cell(mention) and text[before.end : mention.start] == " và ":
            mention.start, mention.role, mention.is_plural = before.start, before.role, True
            mention.kind, mention.heads = before.kind, (*before.heads, *mention.heads)
            joined.pop()
        joined.append(mention)
    return joined


def _is_bare_cell(mention: Mention) -> bool:
    """The cells of `cấp ủy các cấp và chi bộ`."""
    return mention.kind == "party_cell" and mention.name is None and mention.level == ""


def mark_containers(text: str, found: list[Mention]) -> None:
    """The larger place of `xã Lê Hồng, huyện Thanh Miện, tỉnh Hải Dương` or `TX Từ Sơn (Bắc Ninh)` only says where the smaller lies."""
    for before, mention in pairwise(found):
        gap = text[before.end : mention.start] if mention.start - before.end <= _CHAIN else ""
        if (
            gap in {" và ", ", "}
            and mention.role in {"subject", "list"}
            and before.level == mention.level
            and before.role not in {"subject", "list"}
        ):
            mention.role, mention.has_verb = before.role, False  # `đưa xã Đắk Sin và Hưng Bình đạt chuẩn`
        joined = gap in _CHAIN_GAPS or (gap == " " and before.kind == "place")  # `Khu phố 2 Phường 8`
        if not joined or before.is_plural:
            continue
        larger = _LEVEL_RANK.get(mention.level, 0) > _LEVEL_RANK.get(before.level, 0)
        if mention.kind == "place" and mention.name is not None and larger and before.name is not None:
            mention.role = "within"
