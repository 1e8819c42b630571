-- The article of every figure, by the figure: in their order a figure is found at once.
create or replace table pages.main.article_of as
select observation_id, article_id
from internal.observation_rows
order by observation_id
