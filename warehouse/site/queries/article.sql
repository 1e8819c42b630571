-- One article with what it repeats.
select
  article.* exclude (text_folded),
  copied.duplicate_of,
  copied.similarity,
  original.title as original_title
from articles as article
left join duplicates as copied
  on copied.article_id = article.article_id
left join articles as original
  on original.article_id = copied.duplicate_of
where article.article_id = $id
