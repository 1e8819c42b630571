-- One folded text for each of the keys asked for.
select held.text_key, any_value(article.text_folded) as text_folded
from internal.article_texts as held
join asked_keys as asked
  on asked.text_key = held.text_key
join main.articles as article
  on article.article_id = held.article_id
group by held.text_key
