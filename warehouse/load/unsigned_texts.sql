-- Folded texts of the articles that were taken in and have no signature yet.
select article.article_id, article.text_folded
from main.articles as article
where article.article_id in (select article_id from cleaned_change where run_id is not null)
  and article.article_id not in (select article_id from signatures)
