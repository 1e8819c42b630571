-- One place with figures, and how many; a province's own only.
select
  place_code,
  any_value(place_name) as place_name,
  any_value(level) as level,
  any_value(province_code) as province_code,
  any_value(province_name) as province_name,
  count(*) as figures,
  count(distinct indicator) as indicators,
  max(year) as last_year
from pages.main.shown
where place_code is not null
group by place_code
order by figures desc, place_code
