-- The last run that the file holds, and how fresh the warehouse is.
select run.*, stored.stages, stored.diff, stored.versions, fresh.newest_article_on, fresh.articles, fresh.quarantined as waiting
from run_history as run
join runs as stored
  on stored.run_id = run.run_id
cross join freshness as fresh
order by run.sequence desc
limit 1
