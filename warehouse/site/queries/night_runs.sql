-- The last runs, newest first, with the seconds of their stages.
select run.run_id, run.status, run.started_at, run.ended_at, run.seconds, run.discovered, run.loaded, run.gone, run.quarantined,
  run.observations, run.expectations, run.expectations_failed, stored.stages
from run_history as run
join runs as stored
  on stored.run_id = run.run_id
order by run.sequence desc
limit 10
