-- operator: Which expectations failed, in which runs, and how often?
select
  rule_id,
  table_name,
  severity,
  count(*) as runs,
  arg_max(run_id, run.sequence) as last_run,
  arg_max(validation.observed, run.sequence) as last_observed,
  arg_max(validation.failing_count, run.sequence) as last_failing
from validations as validation
join run_history as run
  using (run_id)
where not success
group by rule_id, table_name, severity
order by runs desc, rule_id
