-- One place and how many figures of an indicator are its own.
select
  shown.place_code,
  any_value(shown.place_name) as place_name,
  any_value(shown.level) as level,
  any_value(shown.province_name) as province_name,
  count(*) as figures
from pages.main.shown as shown
where shown.indicator = $indicator
  and shown.place_code is not null
group by shown.place_code
order by figures desc, shown.place_code
limit 60
