-- Does every fact stand once in the view figures, spoken for by one of its own reports?
select
  'figures.facts.complete' as rule_id,
  'observations' as table_name,
  'critical' as severity,
  'Every fact of the observations stands once in the view figures, and no other.' as meaning,
  count(*)::bigint as evaluated_count,
  count(*) filter (where not holds)::bigint as failing_count,
  coalesce(to_json((list(fact_key order by fact_key) filter (where not holds))[:100])::varchar, '[]') as failing_ids,
  count(*) || ' facts' as observed
from (
  select
    coalesce(told.fact_key, fact.fact_key) as fact_key,
    coalesce(told.fact_key = fact.fact_key and list_contains(told.ids, fact.observation_id), false) as holds
  from (select fact_key, list(observation_id) as ids from main.observations group by fact_key) as told
  full join internal.facts as fact
    on fact.fact_key = told.fact_key
)
