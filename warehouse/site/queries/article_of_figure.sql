-- The article that a figure stands in.
select article_id, observation_id
from pages.main.article_of
where observation_id = $id
