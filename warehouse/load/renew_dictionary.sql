-- Renew what the view dictionary shows: every column of every table and view with its comment, and every macro.
-- Kept as rows, for the catalog of a session holds the comments of every attached file, and none knows by which name its own is attached.
-- ${hidden} are views of the loader's own tables.
delete from internal.dictionary_rows;

insert into internal.dictionary_rows
select
  'table',
  held.table_name,
  col.column_name,
  col.data_type,
  col.comment,
  held.comment
from duckdb_tables() as held
join duckdb_columns() as col
  on col.database_name = held.database_name and col.schema_name = held.schema_name and col.table_name = held.table_name
where held.database_name = current_database()
  and held.schema_name = 'main'
union all
select
  'view',
  shown.view_name,
  col.column_name,
  col.data_type,
  col.comment,
  shown.comment
from duckdb_views() as shown
join duckdb_columns() as col
  on col.database_name = shown.database_name and col.schema_name = shown.schema_name and col.table_name = shown.view_name
where shown.database_name = current_database()
  and shown.schema_name = 'main'
  and not shown.internal
  and not list_contains(string_split('${hidden}', ', '), shown.view_name)
union all
select distinct
  'macro',
  called.function_name || '(' || array_to_string(called.parameters, ', ') || ')',
  null,
  null,
  null,
  called.comment
from duckdb_functions() as called
where called.database_name = current_database()
  and called.schema_name = 'main'
  and called.function_type in ('macro', 'table_macro')
  and not called.internal;
