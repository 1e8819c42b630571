-- Figures of articles that the last run which loaded anything took in: the surest of each indicator, what has a name first.
select * exclude (folded_words)
from pages.main.shown
where run_id = (
  select arg_max(article.run_id, run.sequence)
  from articles as article
  join internal.loaded_runs as run
    on run.run_id = article.run_id
)
qualify row_number() over (partition by indicator order by confidence desc nulls last, published_on desc nulls last, observation_id) <= 2
order by indicator = 'other', confidence desc nulls last, published_on desc nulls last, observation_id
limit 24
