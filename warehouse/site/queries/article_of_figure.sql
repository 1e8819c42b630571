-- The article that a figure stands in.
select article_id, observation_id
from observations
where observation_id = $id
