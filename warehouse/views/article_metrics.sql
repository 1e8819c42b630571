-- One article and its measures: size, length, share of boilerplate, and how many figures it gave.
-- observation_count: Figures found in it.
-- number_count: Numbers found in it.
-- unexplained_count: Numbers in it that no rule explains.
-- is_duplicate: True when it repeats another article; see duplicates.
with figures_of_article as (
  select article_id, count(*) as observation_count
  from main.observations
  group by article_id
),
numbers_of_article as (
  select
    article_id,
    count(*) as number_count,
    count(*) filter (where disposition = 'unexplained') as unexplained_count
  from main.numbers
  group by article_id
)
select
  article.article_id,
  article.title,
  article.published_on,
  article.source_host,
  article.raw_bytes,
  article.raw_lines,
  article.text_chars,
  article.word_count,
  article.sentence_count,
  article.paragraph_count,
  article.boilerplate_share,
  article.view_count,
  coalesce(counted.observation_count, 0) as observation_count,
  coalesce(numbered.number_count, 0) as number_count,
  coalesce(numbered.unexplained_count, 0) as unexplained_count,
  article.article_id in (select article_id from main.duplicates) as is_duplicate
from main.articles as article
left join figures_of_article as counted
  on counted.article_id = article.article_id
left join numbers_of_article as numbered
  on numbered.article_id = article.article_id
