-- Does every figure count for a fact of the view figures, and is every fact spoken for by one of its own reports?
with told as (
  select
    report.observation_id,
    coalesce(apart.fact_key, report.fact_key) as fact_key,
    coalesce(apart.facet, '') as facet
  from main.observations as report
  left join internal.reports_apart as apart
    on apart.observation_id = report.observation_id
),
grouped as (
  select fact_key, facet, list(observation_id) as ids
  from told
  group by fact_key, facet
),
kept as (
  select fact_key, facet, any_value(observation_id) as observation_id, count(*) as held
  from internal.facts
  group by fact_key, facet
)
select
  'figures.facts.complete' as rule_id,
  'observations' as table_name,
  'critical' as severity,
  'Every figure counts for one fact of the view figures, which one of its reports speaks for, and there is no other fact.' as meaning,
  count(*)::bigint as evaluated_count,
  count(*) filter (where not holds)::bigint as failing_count,
  coalesce(to_json((list(fact_key order by fact_key) filter (where not holds))[:100])::varchar, '[]') as failing_ids,
  count(*) || ' facts' as observed
from (
  select
    coalesce(grouped.fact_key, kept.fact_key) as fact_key,
    coalesce(kept.held = 1 and list_contains(grouped.ids, kept.observation_id), false) as holds
  from grouped
  full join kept
    on kept.fact_key = grouped.fact_key and kept.facet = grouped.facet
)
