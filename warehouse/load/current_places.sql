-- The places that stand: those of the run that the raw document names, without the ones that failed validation in it.
select ${columns}
from lake_article_places as stored
semi join wanted
  on wanted.article_id = stored.article_id and wanted.run_id = stored.run_id
anti join refused
  on refused.item_id = concat_ws('/', stored.article_id, stored.level, stored.name) and refused.run_id = stored.run_id
