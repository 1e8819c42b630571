-- sceptic: On which facts do articles disagree, and what does each say?
select
  indicator,
  organisation,
  period_start,
  period_end,
  value,
  qualifier,
  source_host,
  published_on,
  sentence
from conflicts
order by fact_key, published_on, observation_id
limit 100
