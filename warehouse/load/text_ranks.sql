-- For each text the article that speaks for it: the earliest published, then the smallest id.
select
  held.text_key,
  arg_min(held.article_id, (coalesce(article.published_on, date '9999-12-31'), held.article_id)) as article_id,
  min((coalesce(article.published_on, date '9999-12-31'), held.article_id)) as rank
from internal.article_texts as held
join main.articles as article
  on article.article_id = held.article_id
where ${condition}
group by held.text_key
