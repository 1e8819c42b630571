-- analyst: How many party members does each organisation have, by the newest figure?
-- $like = '': Words that the name of the organisation or place holds, with or without accents.
select
  organisation,
  place_name,
  value as party_members,
  qualifier,
  coalesce(period_end, period_start, published_on) as as_of,
  report_count,
  agrees,
  url
from counts('party_members')
where organisation is not null
  and contains(fold(concat_ws(' ', organisation, place_name)), fold($like))
qualify row_number() over (partition by fold(organisation) order by as_of desc nulls last, report_count desc, observation_id) = 1
order by party_members desc
limit 50
