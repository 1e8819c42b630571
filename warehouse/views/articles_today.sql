-- One article that is news today: taken in by the last run that loaded anything, or published today in Việt Nam.
-- is_new: True when the last run that loaded anything took it in.
-- is_published_today: True when it was published today in Việt Nam.
-- observation_count: Figures found in it.
-- is_duplicate: True when it repeats another article.
with last_run as (
  select arg_max(article.run_id, run.sequence) as run_id
  from main.articles as article
  join internal.loaded_runs as run
    on run.run_id = article.run_id
)
select
  article.article_id,
  article.title,
  article.published_on,
  article.published_at,
  article.source_host,
  article.source_url,
  article.word_count,
  (select count(*) from main.observations as report where report.article_id = article.article_id) as observation_count,
  article.run_id = last_run.run_id as is_new,
  coalesce(article.published_on = (now() at time zone 'Asia/Ho_Chi_Minh')::date, false) as is_published_today,
  article.article_id in (select article_id from main.duplicates) as is_duplicate,
  article.run_id
from main.articles as article
cross join last_run
where article.run_id = last_run.run_id
  or article.published_on = (now() at time zone 'Asia/Ho_Chi_Minh')::date
