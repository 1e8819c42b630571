"""What must hold of a block of a page, beyond its contract."""

from __future__ import annotations

import pyarrow.compute as pc

from expectations.conditions import Condition
from expectations.rules import Rule, domain_rule

_kept, _dropped = pc.field("kept"), pc.field("dropped_text")
_start, _end = pc.field("text_start"), pc.field("text_end")

BLOCK_RULES: tuple[Rule, ...] = (
    domain_rule("blocks.line_end.not_before_start", "A block does not end before it begins.",
                Condition(pc.field("line_end") >= pc.field("line_start")), "line_start line_end"),
    domain_rule("blocks.text_start.of_kept", "A block has offsets into the text exactly when it is kept.",
                Condition((~_start.is_null() & ~_end.is_null()) == _kept), "kept text_start text_end"),
    domain_rule("blocks.text_end.after_start", "A kept block ends after it begins.",
                Condition(_end > _start, where=~_start.is_null() & ~_end.is_null()), "text_start text_end"),
    domain_rule("blocks.dropped_text.of_dropped", "A block keeps its own text exactly when it was dropped.",
                Condition(_dropped.is_null() == _kept), "kept kind rule"),
)  # fmt: skip
