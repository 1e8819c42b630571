-- analyst: What grew or fell the most, in per cent?
-- $indicator = '': Code of an indicator; all when empty.
select
  organisation,
  indicator_vi,
  case direction when 'down' then -value else value end as growth_percent,
  period_text,
  sentence,
  source_url,
  url
from figures
where measure = 'growth'
  and status = 'actual'
  and $indicator in ('', indicator)
order by abs(value) desc, observation_id
limit 30
