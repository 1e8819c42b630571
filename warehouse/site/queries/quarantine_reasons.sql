-- What waits in quarantine, by reason.
select stage, reason, count(*) as waiting, max(quarantined_at) as newest_at
from quarantine
where replayed_run_id is null
group by stage, reason
order by waiting desc, reason
