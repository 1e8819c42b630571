-- operator: Which expectations failed, in which runs, and how often?
select
  rule_id,
  table_name,
  severity,
  count(*) as runs,
  max(run_id) as last_run,
  arg_max(observed, run_id) as last_observed,
  arg_max(failing_count, run_id) as last_failing
from validations
where not success
group by rule_id, table_name, severity
order by runs desc, rule_id
