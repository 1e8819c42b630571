-- One column of a table or view, or one macro, and what it means.
-- kind: table, view or macro.
-- name: Name of the table, view or macro.
-- column_name: Name of the column; null for a macro.
-- data_type: Its type.
-- meaning: What it means, with unit and allowed values.
-- row_is: What one row of the table or view is, or what the macro answers.
select kind, name, column_name, data_type, meaning, row_is
from internal.dictionary_rows
