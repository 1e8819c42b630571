-- sceptic: Where exactly does the best confirmed figure (or another one) come from? Every report of it with file, characters and rule.
-- $figure = '': The observation_id of a figure.
select
  source_uri,
  span_start,
  span_end,
  span_text,
  sentence,
  rule,
  published_on,
  duplicate_of,
  url
from explain_figure(coalesce(nullif($figure, ''), (
  select observation_id
  from figures
  order by report_count desc, article_count desc, observation_id
  limit 1
)))
