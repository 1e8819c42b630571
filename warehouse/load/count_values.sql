-- How many rows has ${table}, and does one hold a value beyond its contract?
select
  '${table}' as table_name,
  count(*) as rows,
  coalesce(bool_or(${broken}), false) as broken
from main.${table}
