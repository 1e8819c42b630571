-- Every block of the page of one article: its raw lines, and why it was kept or dropped.
select block_no, line_start, line_end, kind, kept, rule, dropped_text, text_start, text_end
from blocks
where article_id = $id
order by block_no
