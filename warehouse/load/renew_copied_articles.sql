-- Renew which articles have pages in the copy of the site: the newest, as warehouse/site/queries/linked_articles.sql chooses them.
delete from internal.copied_articles;

insert into internal.copied_articles
select article_id
from main.articles
order by published_on desc nulls last, article_id
limit ${most};
