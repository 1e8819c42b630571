-- The newest articles, which get pages of their own in a copy.
create or replace table pages.main.linked as
select article_id
from articles
order by published_on desc nulls last, article_id
limit ${most}
