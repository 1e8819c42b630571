-- One indicator of one administrative unit in one year: the latest figure of the whole. No breakdown, target or `other`, no period of years.
-- place_name: Name of the administrative unit with the word for its level.
-- province_name: Name of its province.
-- year: Year of the end of the period; of the publication when the period is open or unknown.
-- indicator_vi: Name of the indicator in Vietnamese.
-- value: The value reported last.
-- period_start: First day the value counts from; a flow of half a year is no flow of the year.
-- period_end: Last day of the period, or day of the state.
-- lowest: The least value reported for that year.
-- highest: The greatest value reported for that year.
-- figure_count: How many distinct facts it was chosen from.
-- agrees: True when no two reports of one of these facts disagree, and none of them counts a slice that no rule names.
-- observation_id: The figure the value was taken from; see explain_figure.
with chosen as (
  select
    place_code,
    any_value(place_name) as place_name,
    any_value(province_name) as province_name,
    year,
    indicator,
    any_value(indicator_vi) as indicator_vi,
    measure,
    unit,
    arg_max(
      struct_pack(value, period_start, period_end, observation_id),
      (coalesce(period_end, published_on, date '0001-01-01'), observation_id)
    ) as latest,
    min(value) as lowest,
    max(value) as highest,
    count(*) as figure_count,
    bool_and(agrees and is_comparable) as agrees
  from figures
  where place_code is not null
    and year is not null
    and status = 'actual'
    and breakdown = '{}'
    and indicator <> 'other'
    and (period_start is null or period_end is null or period_end < period_start + interval 1 year)
  group by place_code, year, indicator, measure, unit
)
select
  place_code,
  place_name,
  province_name,
  year,
  indicator,
  indicator_vi,
  measure,
  unit,
  latest.value as value,
  latest.period_start as period_start,
  latest.period_end as period_end,
  lowest,
  highest,
  figure_count,
  agrees,
  latest.observation_id as observation_id
from chosen
