-- One run of the flow, newest first: how it ended and what it did.
-- seconds: How long it took.
select
  run_id,
  status,
  message,
  started_at,
  ended_at,
  round(epoch(ended_at - started_at), 1) as seconds,
  discovered,
  unchanged,
  loaded,
  quarantined,
  gone,
  observations,
  numbers,
  unexplained,
  observations_quarantined,
  expectations,
  expectations_failed
from runs
order by run_id desc
