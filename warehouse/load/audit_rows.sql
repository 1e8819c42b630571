-- Rows of ${table} of the runs to be taken in.
select ${columns}
from lake_${table} as stored
join run_order as run
  on run.run_id = stored.run_id and not run.loaded
