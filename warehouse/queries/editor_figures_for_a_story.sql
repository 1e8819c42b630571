-- editor: Which figures can a story about party members use, best confirmed first, with the sentence to quote?
select
  value,
  unit_text,
  organisation,
  period_text,
  report_count,
  agrees,
  sentence,
  source_url
from figures_of('party_members')
order by report_count desc, published_on desc nulls last, observation_id
limit 30
