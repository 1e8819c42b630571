-- Every column and macro, by table.
select kind, name, column_name, data_type, meaning, row_is
from dictionary
order by kind, name
