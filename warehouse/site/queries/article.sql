-- Articles with what they repeat.
with copied as (
  select article_id, duplicate_of, similarity
  from duplicates
  where article_id in (select unnest($ids))
),
original as (
  select article_id, title
  from articles
  where article_id in (select duplicate_of from copied)
)
select
  article.* exclude (text_folded),
  copied.duplicate_of,
  copied.similarity,
  original.title as original_title
from articles as article
left join copied
  on copied.article_id = article.article_id
left join original
  on original.article_id = copied.duplicate_of
where article.article_id in (select unnest($ids))
