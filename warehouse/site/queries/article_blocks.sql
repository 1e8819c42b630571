-- Every block of the pages of articles: its raw lines, and why it was kept or dropped.
select article_id, block_no, line_start, line_end, kind, kept, rule, dropped_text, text_start, text_end
from blocks
where rowid between $first and $last
  and article_id in (select unnest($ids))
order by block_no
