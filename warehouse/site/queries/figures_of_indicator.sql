-- Figures of an indicator, the newest first.
with newest as (
  select rowid as at
  from pages.main.shown
  where indicator = $indicator
  order by coalesce(period_end, published_on) desc nulls last, observation_id
  limit $most
)
select shown.*
from pages.main.shown as shown
where shown.rowid in (select newest.at from newest)
order by coalesce(shown.period_end, shown.published_on) desc nulls last, shown.observation_id
