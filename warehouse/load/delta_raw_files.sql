-- What new runs say of raw documents: the latest row of each, over the runs that stand and are not in the file yet.
select ${columns}
from lake_raw_files as stored
join run_order as run
  on run.run_id = stored.run_id and run.stands and not run.loaded
qualify rank() over (partition by stored.source_uri order by run.sequence desc) = 1
