-- sceptic: On which facts do articles disagree, and what does each say?
-- $indicator = '': Code of an indicator; all when empty.
select
  indicator,
  organisation,
  period_start,
  period_end,
  value,
  qualifier,
  source_host,
  published_on,
  sentence,
  url
from conflicts
where $indicator in ('', indicator)
order by fact_key, published_on, observation_id
limit 100
