-- The figures of articles, in reading order.
select *
from observations
where article_id in (select unnest($ids))
order by article_id, span_start
