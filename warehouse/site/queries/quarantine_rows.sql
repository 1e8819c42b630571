-- What waits in quarantine for one reason, newest first.
select waiting.*, article.title
from quarantine as waiting
left join observations as report
  on report.observation_id = waiting.item_id
left join articles as article
  on article.article_id = coalesce(report.article_id, waiting.item_id)
where waiting.replayed_run_id is null
  and waiting.reason = $reason
order by waiting.quarantined_at desc, waiting.source_uri, waiting.item_id
limit 100
