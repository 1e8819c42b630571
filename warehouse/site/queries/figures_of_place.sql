-- Figures of a place itself, by indicator, the newest first.
with newest as (
  select rowid as at
  from pages.main.shown
  where place_code in (select unnest($asked))
  qualify row_number() over (
    partition by place_code
    order by indicator = 'other', indicator, coalesce(period_end, published_on) desc nulls last, observation_id
  ) <= $most
)
select shown.place_code as asked, shown.*
from pages.main.shown as shown
where shown.rowid in (select newest.at from newest)
order by shown.indicator = 'other', shown.indicator, coalesce(shown.period_end, shown.published_on) desc nulls last, shown.observation_id
