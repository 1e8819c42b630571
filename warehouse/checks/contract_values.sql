-- Do the values of ${table} follow its contract: allowed values, least and greatest? All rules of the table in one pass.
select
  rule.rule_id as rule_id,
  '${table}' as table_name,
  '${severity}' as severity,
  rule.meaning as meaning,
  evaluated::bigint as evaluated_count,
  rule.failing::bigint as failing_count,
  coalesce(to_json(rule.ids[:100])::varchar, '[]') as failing_ids,
  '${scope}' as scope,
  rule.faults as faults,
  coalesce('such as ' || rule.example, 'all values allowed') as observed
from (
  select
    count(*) as evaluated,
    unnest([
      ${rules}
    ]) as rule
  from main.${table}
)
order by rule_id
