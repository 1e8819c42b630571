-- sceptic: Which hosts round, guess and estimate the most?
select
  coalesce(article.source_host, 'not said') as host,
  count(*) as figures,
  round(avg((report.qualifier <> 'exact')::int), 3) as vague_share,
  round(avg((report.period_kind = 'none')::int), 3) as undated_share
from observations as report
join articles as article
  on article.article_id = report.article_id
group by host
order by vague_share desc, host
