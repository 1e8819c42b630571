-- analyst: Which facts do several independent sources confirm?
select
  indicator_vi,
  measure_vi,
  organisation,
  value,
  unit,
  period_text,
  report_count,
  article_count,
  observation_id,
  url
from figures
where report_count > 1
  and agrees
order by report_count desc, indicator_vi, observation_id
limit 50
