-- One source: its articles, its newest, and the last run that brought one.
select
  source_host,
  count(*) as articles,
  max(published_on) as newest_on,
  max(run_id) as last_run_id
from articles
group by source_host
order by newest_on desc nulls last, articles desc, source_host nulls last
limit 40
