-- One column of a table or view, or one macro, and what it means.
-- kind: table, view or macro.
-- name: Name of the table, view or macro.
-- column_name: Name of the column; null for a macro.
-- data_type: Its type.
-- meaning: What it means, with unit and allowed values.
-- row_is: What one row of the table or view is, or what the macro answers.
select
  'table' as kind,
  held.table_name as name,
  col.column_name,
  col.data_type,
  col.comment as meaning,
  held.comment as row_is
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
  and not called.internal
