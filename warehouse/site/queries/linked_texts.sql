-- The texts of articles that have pages, by their digest.
select article_id, sha256(text) as text_sha256
from articles
where article_id in (select article_id from pages.main.linked)
