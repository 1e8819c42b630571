-- editor: Which counts can a story about party members (or another indicator) use, best confirmed first, with the sentence to quote?
-- $indicator = 'party_members': Code of an indicator.
-- $like = '': Words that the name of the organisation or place holds, with or without accents.
select
  value,
  unit_text,
  organisation,
  period_text,
  report_count,
  agrees,
  sentence,
  source_url,
  url
from counts($indicator, of_slice := null)
where contains(fold(concat_ws(' ', organisation, place_name)), fold($like))
order by report_count desc, published_on desc nulls last, observation_id
limit 30
