-- operator: What is in quarantine, why, and since when?
select
  reason,
  stage,
  count(*) as things,
  min(quarantined_at) as since,
  min(source_uri) as such_as,
  min(detail) as detail
from quarantine
where replayed_run_id is null
group by reason, stage
order by things desc, reason, stage
