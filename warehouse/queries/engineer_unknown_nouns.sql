-- data engineer: Which counted nouns have no indicator yet, the commonest first?
select
  fold(unit_text) as noun,
  unit,
  count(*) as figures,
  count(distinct article_id) as articles,
  any_value(span_text || ' ' || unit_text) as example
from observations
where indicator = 'other'
  and unit_text is not null
group by noun, unit
order by figures desc, noun
limit 50
