-- Did a reason for quarantine become much more common in the last run than in the runs before?
with counted as (
  select
    held.run_id,
    held.reason,
    count(*) as things,
    any_value(greatest(run.discovered - run.unchanged, 1)) as documents
  from main.quarantine as held
  join main.runs as run
    on run.run_id = held.run_id
  group by held.run_id, held.reason
),
shares as (
  select
    reason,
    coalesce(sum(things) filter (where run_id = (select max(run_id) from main.runs)), 0) as things_now,
    coalesce(sum(things) filter (where run_id = (select max(run_id) from main.runs))
      / sum(documents) filter (where run_id = (select max(run_id) from main.runs)), 0) as share_now,
    coalesce(avg(things / documents) filter (where run_id < (select max(run_id) from main.runs)), 0) as share_before
  from counted
  group by reason
)
select
  'quarantine.reasons.drift' as rule_id,
  'quarantine' as table_name,
  'warning' as severity,
  'No reason for quarantine became twice as common as before, and common at all (ten things, a twentieth of the documents).' as meaning,
  count(*)::bigint as evaluated_count,
  count(*) filter (where things_now >= 10 and share_now > 0.05 and share_now > 2 * share_before)::bigint as failing_count,
  coalesce(to_json(list(reason order by reason) filter (where things_now >= 10 and share_now > 0.05 and share_now > 2 * share_before))::varchar, '[]')
    as failing_ids,
  coalesce(string_agg(reason || ' ' || round(share_now, 3), ', ' order by reason), 'nothing in quarantine') as observed
from shares
