-- Every number of one article and what became of it, in reading order.
select span_start, span_end, span_text, disposition, rule, observation_id
from numbers
where article_id = $id
order by span_start
