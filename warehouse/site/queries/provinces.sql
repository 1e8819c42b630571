-- One province of either division and the figures that speak of it or of a place in it.
with counted as (
  select province_code, count(*) as figures
  from pages.main.shown
  where province_code is not null
  group by province_code
),
old_provinces as (
  select place_code, name, full_name, code_2025
  from places
  where level = 'province' and era = 'before_2025'
)
select 'before_2025' as era, old_provinces.place_code, old_provinces.name, old_provinces.full_name, coalesce(counted.figures, 0) as figures,
  old_provinces.code_2025
from old_provinces
left join counted
  on counted.province_code = old_provinces.place_code
union all
select 'since_2025', place.place_code, place.name, place.full_name, coalesce(sum(counted.figures), 0)::bigint, null
from places as place
left join old_provinces
  on old_provinces.code_2025 = place.place_code
left join counted
  on counted.province_code = old_provinces.place_code
where place.level = 'province' and place.era = 'since_2025'
group by place.place_code, place.name, place.full_name
order by era, place_code
