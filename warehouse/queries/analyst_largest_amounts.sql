-- analyst: What are the largest amounts (of money), and for what?
-- $unit = 'vnd': Code of a unit: vnd, usd, hectare, tonne …
select
  value,
  span_text,
  indicator_vi,
  status,
  organisation,
  period_text,
  sentence,
  source_url,
  url
from figures
where unit = $unit
  and measure = 'amount'
order by value desc, observation_id
limit 30
