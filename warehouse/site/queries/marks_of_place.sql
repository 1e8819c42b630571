-- Figures of a place itself as charts need them, by indicator, the newest first.
select
  shown.place_code as asked,
  shown.observation_id, shown.article_id, shown.indicator, shown.indicator_vi, shown.indicator_en, shown.measure, shown.unit, shown.value,
  shown.value_high, shown.period_start, shown.period_end, shown.published_on, shown.status, shown.confidence, shown.conflicting_values,
  shown.organisation, shown.place_code, shown.place_name, shown.breakdown
from pages.main.shown as shown
where shown.place_code in (select unnest($asked))
  and shown.indicator <> 'other'
qualify row_number() over (
  partition by shown.place_code
  order by shown.indicator, coalesce(shown.period_end, shown.published_on) desc nulls last, shown.observation_id
) <= $most
order by shown.indicator, coalesce(shown.period_end, shown.published_on) desc nulls last, shown.observation_id
