-- Figures of an indicator as a chart needs them, the newest first.
select
  shown.observation_id, shown.article_id, shown.indicator, shown.indicator_vi, shown.indicator_en, shown.measure, shown.unit, shown.value,
  shown.value_high, shown.period_start, shown.period_end, shown.published_on, shown.status, shown.confidence, shown.conflicting_values,
  shown.organisation, shown.place_code, shown.place_name, shown.breakdown
from pages.main.shown as shown
where shown.indicator = $indicator
order by coalesce(shown.period_end, shown.published_on) desc nulls last, shown.observation_id
limit $most
