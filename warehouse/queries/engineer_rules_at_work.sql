-- data engineer: Which rules decide how many numbers, and which never do?
select
  disposition,
  rule,
  count(*) as numbers,
  count(distinct article_id) as articles,
  min(span_text) as example
from numbers
group by disposition, rule
order by numbers desc, rule
