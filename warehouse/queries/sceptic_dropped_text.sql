-- sceptic: What was left out of the articles, by which rule, and what does it look like?
select
  kind,
  rule,
  count(*) as blocks,
  count(distinct article_id) as articles,
  min(left(replace(dropped_text, chr(10), ' '), 80)) as example
from blocks
where not kept
group by kind, rule
order by blocks desc, kind, rule
