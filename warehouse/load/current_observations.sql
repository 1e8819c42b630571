-- The figures that stand: those of the run that the raw document names, without the ones that failed validation in it.
select ${columns}
from lake_observations as stored
semi join wanted
  on wanted.article_id = stored.article_id and wanted.run_id = stored.run_id
anti join refused
  on refused.item_id = stored.observation_id and refused.run_id = stored.run_id
