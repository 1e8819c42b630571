-- How many rows has ${table}, and does a key (${key}) stand more than once?
select
  '${table}' as table_name,
  (select count(*) from main.${table}) as rows,
  (select count(*) from main.${table}) > (select count(*) from (select distinct ${key} from main.${table})) as broken
