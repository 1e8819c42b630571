-- operator: How did the last runs end, and what did they do?
select run_id, status, seconds, discovered, unchanged, loaded, quarantined, gone, observations, expectations_failed, message
from run_history
order by sequence desc
limit 20
