-- Where the rows of an article begin and end in the tables of the file: a page reads that stretch instead of searching all rows.
create or replace table pages.main.rows_at as
with figures_at as (
  select article_id, min(rowid) as first_figure, max(rowid) as last_figure
  from internal.observation_rows
  group by article_id
),
numbers_at as (
  select article_id, min(rowid) as first_number, max(rowid) as last_number
  from numbers
  group by article_id
),
blocks_at as (
  select article_id, min(rowid) as first_block, max(rowid) as last_block
  from blocks
  group by article_id
)
select
  article.article_id,
  coalesce(first_figure, 0) as first_figure,
  coalesce(last_figure, -1) as last_figure,
  coalesce(first_number, 0) as first_number,
  coalesce(last_number, -1) as last_number,
  coalesce(first_block, 0) as first_block,
  coalesce(last_block, -1) as last_block
from articles as article
left join figures_at
  on figures_at.article_id = article.article_id
left join numbers_at
  on numbers_at.article_id = article.article_id
left join blocks_at
  on blocks_at.article_id = article.article_id
order by article.article_id
