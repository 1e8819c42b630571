-- analyst: What are the largest amounts of money, and for what?
select
  value,
  span_text,
  indicator_vi,
  status,
  organisation,
  period_text,
  sentence,
  source_url
from figures
where unit = 'vnd'
  and measure = 'amount'
order by value desc, observation_id
limit 30
