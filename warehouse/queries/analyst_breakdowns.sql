-- analyst: Which slices (women, minorities, youth …) are reported for which indicator?
select
  indicator_vi,
  key as slice,
  json_extract_string(breakdown, '$."' || key || '"') as of_which,
  measure,
  count(*) as figures,
  round(avg(value), 2) as mean_value
from (
  select *, unnest(json_keys(breakdown)) as key
  from figures
  where breakdown <> '{}'
)
group by all
order by figures desc, indicator_vi, slice, of_which
limit 100
