-- Is every row of ${table} the only one with its key? There are no primary keys, so this is what proves it.
select
  '${table}.key.unique' as rule_id,
  '${table}' as table_name,
  '${severity}' as severity,
  'No two rows share (${key}).' as meaning,
  coalesce(sum(held), 0)::bigint as evaluated_count,
  coalesce(sum(held) filter (where held > 1), 0)::bigint as failing_count,
  coalesce(to_json((list(id order by id) filter (where held > 1))[:100])::varchar, '[]') as failing_ids,
  '${scope}' as scope,
  list(distinct {'article_id': article_id, 'item_id': item_id}) filter (where held > 1 and '${scope}' = 'row') as faults,
  coalesce(count(*) filter (where held > 1), 0) || ' keys stand more than once' as observed
from (
  select concat_ws('/', ${key}) as id, any_value(${article}) as article_id, any_value(${item}) as item_id, count(*) as held
  from main.${table}
  group by ${key}
)
