-- analyst: What does the warehouse know about, from when to when, and how well is it placed in space and time?
select
  topic,
  indicator,
  label_vi,
  figure_count,
  article_count,
  first_year,
  last_year,
  place_share,
  period_share,
  conflict_count
from indicator_coverage
where figure_count > 0
order by topic, figure_count desc, indicator
