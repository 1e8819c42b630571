-- Which tables and views does the attached warehouse hold, internal ones included?
select
  schema_name,
  table_name
from duckdb_tables()
where database_name = 'warehouse'
union all
select
  schema_name,
  view_name
from duckdb_views()
where database_name = 'warehouse'
and not internal
