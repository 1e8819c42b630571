-- analyst: How many party members did communes admit, year by year?
-- $like = '': Words that the name of the commune, its district or its province holds, with or without accents.
select
  place_name,
  district_name,
  province_name,
  year,
  value as admitted,
  period_start,
  period_end,
  agrees,
  url
from figures_by_place_year
where indicator = 'party_members_admitted'
  and measure = 'count'
  and level = 'commune'
  and contains(fold(concat_ws(' ', place_name, district_name, province_name)), fold($like))
order by province_name, district_name, place_name, year
limit 200
