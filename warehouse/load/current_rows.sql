-- The rows of ${table} that stand: those written for an article by the run that its raw document names.
select ${columns}
from lake_${table} as stored
semi join wanted
  on wanted.article_id = stored.article_id and wanted.run_id = stored.run_id
