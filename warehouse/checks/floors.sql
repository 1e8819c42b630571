-- Are there rows at all? Every rule passes on nothing, so these come first. Only what is shipped must be there: a first night over
-- pages without an article is empty and sound. Whether a table was emptied is a comparison with the file before.
with counted as (
  select 'articles' as table_name, 'warning' as severity, count(*) as held from main.articles
  union all
  select 'blocks', 'warning', count(*) from main.blocks
  union all
  select 'raw_files', 'warning', count(*) from main.raw_files
  union all
  select 'indicators', 'critical', count(*) from main.indicators
  union all
  select 'units', 'critical', count(*) from main.units
  union all
  select 'places', 'warning', count(*) from main.places
  union all
  select 'numbers', 'warning', count(*) from main.numbers
  union all
  select 'observations', 'warning', count(*) from main.observations
)
select
  table_name || '.rows.floor' as rule_id,
  table_name,
  severity,
  'The table is not empty.' as meaning,
  held as evaluated_count,
  (held = 0)::bigint as failing_count,
  '[]' as failing_ids,
  held || ' rows' as observed
from counted
order by rule_id
