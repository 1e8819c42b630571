-- Rows of `runs` of the runs to be taken in; a run that was rolled back says so.
select
  stored.run_id,
  case when run.status = 'rolled_back' then 'refused' else stored.status end as status,
  case when run.status = 'rolled_back' then 'rolled back; before: ' || stored.message else stored.message end as message,
  ${rest}
from lake_runs as stored
join run_order as run
  on run.run_id = stored.run_id and not run.loaded
