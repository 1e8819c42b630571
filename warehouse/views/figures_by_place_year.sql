-- One indicator of one administrative unit in one year: the latest reported value of the whole (no breakdown, no targets).
-- place_name: Name of the administrative unit with the word for its level.
-- province_name: Name of its province.
-- year: Year of the end of the period; of the publication when the period is open or unknown.
-- indicator_vi: Name of the indicator in Vietnamese.
-- value: The value reported last.
-- lowest: The least value reported for that year.
-- highest: The greatest value reported for that year.
-- figure_count: How many distinct facts it was chosen from.
-- agrees: True when no two reports of one of these facts disagree, and none of them counts a slice that no rule names.
-- observation_id: The figure the value was taken from; see explain_figure.
select
  place_code,
  any_value(place_name) as place_name,
  any_value(province_name) as province_name,
  year,
  indicator,
  any_value(indicator_vi) as indicator_vi,
  measure,
  unit,
  arg_max(value, (coalesce(period_end, published_on, date '0001-01-01'), observation_id)) as value,
  min(value) as lowest,
  max(value) as highest,
  count(*) as figure_count,
  bool_and(agrees and is_comparable) as agrees,
  arg_max(observation_id, (coalesce(period_end, published_on, date '0001-01-01'), observation_id)) as observation_id
from figures
where place_code is not null
  and year is not null
  and status = 'actual'
  and breakdown = '{}'
group by place_code, year, indicator, measure, unit
