-- One administrative unit, where it lies and what it became.
select
  located.place_code as asked,
  located.*,
  parent.full_name as parent_name,
  province.full_name as province_name,
  coalesce(counted.own, 0) as figures,
  (
    select any_value(place.full_name)
    from places as place
    where place.place_code = located.code_2025 and place.era = 'since_2025'
  ) as name_2025
from pages.main.located as located
left join pages.main.located as parent
  on parent.place_code = located.parent_code
left join pages.main.located as province
  on province.place_code = located.province_code
left join pages.main.counted as counted
  on counted.place_code = located.place_code
where located.place_code in (select unnest($asked))
