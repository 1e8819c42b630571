-- analyst: What poverty is reported where, newest first?
select
  coalesce(place_name, organisation) as place,
  indicator_vi,
  measure,
  value,
  unit,
  breakdown,
  coalesce(period_end, published_on) as as_of,
  report_count,
  source_url
from figures
where indicator in ('poverty_rate', 'poor_households', 'near_poor_households', 'poverty_reduction')
  and status = 'actual'
order by as_of desc nulls last, place
limit 100
