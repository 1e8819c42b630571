-- The articles that figures stand in.
select article_id, observation_id
from pages.main.article_of
where observation_id in (select unnest($ids))
