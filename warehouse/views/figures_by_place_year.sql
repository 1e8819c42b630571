-- One indicator of one administrative unit in one year, by measure and unit: the latest figure of the whole. No breakdown, target or
-- `other`, no period of years. Each kind of number has a column of its own, so that no sum or mean mixes kinds.
-- place_name: Name of the administrative unit with the word for its level.
-- level: Level of that unit: province, district or commune. A sum over several levels counts a place and its parts.
-- district_name: Name of the district it is or lies in; null for a province, and since July 2025.
-- province_name: Name of its province.
-- year: Year of the end of the period; of the publication when the period is open or unknown.
-- indicator_vi: Name of the indicator in Vietnamese.
-- measure_vi: Kind of number in Vietnamese words.
-- value: The count or amount reported last; null for every other measure. Unit: of `unit`
-- share: The share of a whole reported last; null for every other measure. Unit: per cent
-- rate: The number reported last of every other measure: a rate, ratio, growth, change or the like; negative when it went down.
-- period_start: First day the value counts from; a flow of half a year is no flow of the year.
-- period_end: Last day of the period, or day of the state.
-- lowest: The least number of this measure reported for that year.
-- highest: The greatest number of this measure reported for that year.
-- figure_count: How many distinct facts it was chosen from.
-- agrees: True when no two reports of one of these facts disagree, and none of them counts a slice that no rule names.
-- observation_id: The figure the value was taken from; see explain_figure.
-- url: Address of the page of that figure's article, at its mark.
with signed as (
  select
    shown.*,
    case direction when 'down' then -value else value end as number
  from main.figures as shown
  where place_code is not null
    and year is not null
    and status = 'actual'
    and breakdown = '{}'
    and indicator <> 'other'
    and (period_start is null or period_end is null or period_end < period_start + interval 1 year)
),
chosen as (
  select
    place_code,
    any_value(place_name) as place_name,
    any_value(level) as level,
    any_value(district_name) as district_name,
    any_value(province_name) as province_name,
    year,
    indicator,
    any_value(indicator_vi) as indicator_vi,
    measure,
    any_value(measure_vi) as measure_vi,
    unit,
    arg_max(
      struct_pack(number, period_start, period_end, observation_id, url),
      (coalesce(period_end, published_on, date '0001-01-01'), observation_id)
    ) as latest,
    min(number) as lowest,
    max(number) as highest,
    count(*) as figure_count,
    bool_and(agrees and is_comparable) as agrees
  from signed
  group by place_code, year, indicator, measure, unit
)
select
  place_code,
  place_name,
  level,
  district_name,
  province_name,
  year,
  indicator,
  indicator_vi,
  measure,
  measure_vi,
  unit,
  case when measure in ('count', 'amount') then latest.number end as value,
  case when measure = 'share' then latest.number end as share,
  case when measure not in ('count', 'amount', 'share') then latest.number end as rate,
  latest.period_start as period_start,
  latest.period_end as period_end,
  lowest,
  highest,
  figure_count,
  agrees,
  latest.observation_id as observation_id,
  latest.url as url
from chosen
