-- Is every JSON column JSON of the kind it should be?
with judged as (
  select 'observations.breakdown.json' as rule_id, 'observations' as table_name, 'critical' as severity, article_id, observation_id as id,
    case when json_valid(breakdown) then json_type(breakdown) = 'OBJECT' else false end as holds
  from main.observations
  union all
  select 'observations.warnings.json', 'observations', 'critical', article_id, observation_id,
    case when json_valid(warnings) then json_type(warnings) = 'ARRAY' else false end
  from main.observations
  union all
  select 'runs.stages.json', 'runs', 'warning', null, run_id,
    case when json_valid(stages) then json_type(stages) = 'OBJECT' else false end
  from main.runs
)
select
  rule_id,
  any_value(table_name) as table_name,
  any_value(severity) as severity,
  'The column holds a JSON value of the right kind.' as meaning,
  count(*)::bigint as evaluated_count,
  count(*) filter (where not holds)::bigint as failing_count,
  coalesce(to_json((list(id order by id) filter (where not holds))[:100])::varchar, '[]') as failing_ids,
  'row' as scope,
  list({'article_id': article_id, 'item_id': id}) filter (where not holds and severity = 'critical') as faults,
  count(*) filter (where holds) || ' valid' as observed
from judged
group by rule_id
order by rule_id
