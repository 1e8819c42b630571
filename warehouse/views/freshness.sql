-- How fresh the warehouse is; one row.
-- last_run_id: Last run that the file holds.
-- last_run_ended_at: When that run ended.
-- hours_since: Hours since then.
-- last_status: How it ended.
-- newest_article_on: The latest day of publication of an article.
-- articles: Articles in the warehouse.
-- observations: Figures in the warehouse.
-- quarantined: Documents and figures in quarantine that no later run took out.
-- unexplained_share: Share of the numbers that no rule explains. Unit: share 0-1.
select
  last_run.run_id as last_run_id,
  last_run.ended_at as last_run_ended_at,
  round(epoch(now() - last_run.ended_at) / 3600, 1) as hours_since,
  last_run.status as last_status,
  (select max(published_on) from main.articles) as newest_article_on,
  (select count(*) from main.articles) as articles,
  (select count(*) from main.observations) as observations,
  (select count(*) from main.quarantine where replayed_run_id is null) as quarantined,
  (select count(*) filter (where disposition = 'unexplained') / nullif(count(*), 0) from main.numbers) as unexplained_share
from (select * from main.run_history order by sequence desc limit 1) as last_run
