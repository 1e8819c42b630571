-- editor: What came in with the last run, or was published today?
select
  title,
  published_on,
  source_host,
  word_count,
  observation_count,
  is_duplicate,
  source_url
from articles_today
order by observation_count desc, title
limit 50
