-- editor: Which articles hold the most figures for their length?
select
  title,
  published_on,
  source_host,
  observation_count,
  word_count,
  round(1000.0 * observation_count / nullif(word_count, 0), 1) as figures_per_1000_words
from article_metrics
where observation_count > 0
  and not is_duplicate
order by figures_per_1000_words desc, title
limit 30
