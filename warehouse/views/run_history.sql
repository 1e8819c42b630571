-- One run of the flow, newest first: how it ended and what it did.
-- sequence: Its place in the order of runs; ids and times hold a clock, which may be put right.
-- seconds: How long it took.
select
  run_id,
  loaded.sequence,
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
from main.runs
join internal.loaded_runs as loaded
  using (run_id)
order by loaded.sequence desc
