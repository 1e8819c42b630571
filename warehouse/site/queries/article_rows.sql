-- Where the rows of articles begin and end in the tables of the file.
select
  min(first_figure) as first_figure,
  max(last_figure) as last_figure,
  min(first_number) as first_number,
  max(last_number) as last_number,
  min(first_block) as first_block,
  max(last_block) as last_block
from pages.main.rows_at
where article_id in (select unnest($ids))
