-- Articles that repeat these.
select copied.duplicate_of as asked, article.article_id, article.title, article.source_host, article.published_on, copied.similarity
from duplicates as copied
join articles as article
  on article.article_id = copied.article_id
where copied.duplicate_of in (select unnest($ids))
order by article.published_on nulls last, article.article_id
