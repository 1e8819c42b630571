-- Articles with what they repeat.
select
  article.* exclude (text_folded),
  copied.duplicate_of,
  copied.similarity,
  original.title as original_title
from articles as article
left join duplicates as copied
  on copied.article_id = article.article_id
left join (
  select article_id, title
  from articles
) as original
  on original.article_id = copied.duplicate_of
where article.article_id in (select unnest($ids))
