-- operator: What left quarantine, by which run, and where did it go?
select
  replayed_run_id,
  outcome,
  reason,
  count(*) as things
from quarantine
join run_history as run
  on run.run_id = replayed_run_id
where replayed_run_id is not null
group by replayed_run_id, outcome, reason
order by any_value(run.sequence) desc, outcome, reason
