-- The blocks of articles, in their order.
select article_id, block_no, line_start, line_end, kind, kept, rule, dropped_text, text_start, text_end
from blocks
where article_id in (select unnest($ids))
order by article_id, block_no
