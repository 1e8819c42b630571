-- The latest row of every raw document over the runs that stand, in the order of those runs.
-- `rank`, not `row_number`: a run that wrote a document twice must be seen by the uniqueness check, not hidden here.
select ${columns}
from lake_raw_files as stored
join run_order as run
  on run.run_id = stored.run_id and run.stands
qualify rank() over (partition by stored.source_uri order by run.sequence desc) = 1
order by run.sequence, stored.source_uri
