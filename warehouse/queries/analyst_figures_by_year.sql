-- analyst: How does each indicator develop over the years in each place?
select
  place_name,
  indicator_vi,
  unit,
  year,
  value,
  value - lag(value) over (partition by place_code, indicator, measure, unit order by year) as change_since_before,
  agrees
from figures_by_place_year
where measure in ('count', 'amount', 'share')
order by place_name, indicator_vi, unit, year
limit 200
