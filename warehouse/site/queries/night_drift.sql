-- What the last run that judged any compared with the runs before it.
select judgement.rule_id, judgement.success, judgement.meaning, judgement.observed
from validations as judgement
join run_history as run
  on run.run_id = judgement.run_id
where run.sequence = (
    select max(judged_run.sequence)
    from validations as judged
    join run_history as judged_run
      on judged_run.run_id = judged.run_id
  )
  and judgement.rule_id like '%drift%'
order by judgement.success, judgement.rule_id
