-- analyst: How does each indicator develop over the years in each place?
-- $indicator = '': Code of an indicator; all when empty.
-- $like = '': Words that the name of the place, its district or its province holds, with or without accents.
select
  place_name,
  indicator_vi,
  measure_vi,
  unit,
  year,
  coalesce(value, share) as reported,
  reported - lag(reported) over (partition by place_code, indicator, measure, unit order by year) as change_since_before,
  agrees
from figures_by_place_year
where measure in ('count', 'amount', 'share')
  and $indicator in ('', indicator)
  and contains(fold(concat_ws(' ', place_name, district_name, province_name)), fold($like))
order by place_name, indicator_vi, measure, unit, year
limit 200
