-- Every number of articles and what became of it, in reading order.
select article_id, span_start, span_end, span_text, disposition, rule, observation_id
from numbers
where rowid between $first and $last
  and article_id in (select unnest($ids))
order by span_start
