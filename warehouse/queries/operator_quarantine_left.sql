-- operator: What left quarantine, by which run, and where did it go?
select
  replayed_run_id,
  outcome,
  reason,
  count(*) as things
from quarantine
where replayed_run_id is not null
group by replayed_run_id, outcome, reason
order by replayed_run_id desc, outcome, reason
