-- analyst: What share of households is poor where, newest first?
-- $like = '': Words that the name of the organisation or place holds, with or without accents.
select
  coalesce(place_name, organisation) as place,
  province_name,
  value as poor_percent,
  coalesce(period_end, published_on) as as_of,
  report_count,
  source_url,
  url
from shares('poverty_rate')
where contains(fold(concat_ws(' ', organisation, place_name, district_name, province_name)), fold($like))
order by as_of desc nulls last, place
limit 100
