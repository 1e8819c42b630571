-- sceptic: Where does the arithmetic of an article not add up?
select
  disagreement,
  span_text,
  value,
  expected,
  sentence,
  title,
  source_uri
from arithmetic_warnings
order by abs(value - expected) / nullif(abs(expected), 0) desc nulls last, observation_id
limit 50
