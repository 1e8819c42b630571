-- Figures of articles that the last run which loaded anything took in: the surest of each indicator, what has a name first.
with newest as (
  select rowid as at, indicator, confidence, published_on, observation_id
  from pages.main.shown
  where run_id = (
    select arg_max(article.run_id, run.sequence)
    from articles as article
    join internal.loaded_runs as run
      on run.run_id = article.run_id
  )
),
surest as (
  select *
  from newest
  qualify row_number() over (partition by indicator order by confidence desc nulls last, published_on desc nulls last, observation_id) <= 2
  order by indicator = 'other', confidence desc nulls last, published_on desc nulls last, observation_id
  limit 24
)
select shown.*
from pages.main.shown as shown
where shown.rowid in (select surest.at from surest)
order by shown.indicator = 'other', shown.confidence desc nulls last, shown.published_on desc nulls last, shown.observation_id
