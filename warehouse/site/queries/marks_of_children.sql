-- Figures of one indicator of the units that lie in a place, as charts need them.
select
  shown.observation_id, shown.article_id, shown.indicator, shown.indicator_vi, shown.indicator_en, shown.measure, shown.unit, shown.value,
  shown.value_high, shown.period_start, shown.period_end, shown.published_on, shown.status, shown.confidence, shown.conflicting_values,
  shown.organisation, shown.place_code, shown.place_name, shown.breakdown
from pages.main.shown as shown
where shown.parent_code = $place
  and shown.indicator = $indicator
order by shown.place_code, coalesce(shown.period_end, shown.published_on) desc nulls last, shown.observation_id
limit $most
