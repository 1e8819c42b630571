-- analyst: How many party members does each organisation have, by the newest figure?
select
  organisation,
  place_name,
  value as party_members,
  qualifier,
  coalesce(period_end, period_start, published_on) as as_of,
  report_count,
  agrees,
  source_url
from figures
where indicator = 'party_members'
  and measure = 'count'
  and status = 'actual'
  and breakdown = '{}'
  and organisation is not null
qualify row_number() over (partition by fold(organisation) order by as_of desc nulls last, report_count desc, observation_id) = 1
order by party_members desc
limit 50
