-- The newest articles, as many as are asked for.
select article_id
from articles
order by published_on desc nulls last, article_id
limit $most
