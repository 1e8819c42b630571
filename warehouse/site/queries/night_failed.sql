-- Expectations that failed in the last run that judged any, the worst first, with how often each failed in the runs before.
with judged as (
  select judgement.*, run.sequence
  from validations as judgement
  join run_history as run
    on run.run_id = judgement.run_id
)
select
  judged.table_name,
  judged.rule_id,
  judged.severity,
  judged.meaning,
  judged.observed,
  judged.failing_count,
  judged.failing_ids,
  (select count(*) from judged as earlier where earlier.rule_id = judged.rule_id and not earlier.success) as failed_runs,
  (select count(*) from judged as earlier where earlier.rule_id = judged.rule_id) as judged_runs
from judged
where judged.sequence = (select max(sequence) from judged)
  and not judged.success
order by judged.severity, judged.rule_id
