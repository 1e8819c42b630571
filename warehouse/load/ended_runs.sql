-- Rows of ${table} of the runs that have ended, in the order of the runs: their ids hold a clock, which may be put right.
select ${columns}
from lake_${table} as stored
join run_order as run
  on run.run_id = stored.run_id
order by run.sequence, ${key}
