-- analyst: Which slices (women, minorities, youth …) are reported for which indicator?
-- $indicator = '': Code of an indicator; all when empty.
select
  indicator_vi,
  key as slice,
  json_extract_string(breakdown, '$."' || key || '"') as of_which,
  measure,
  unit,
  count(*) as figures,
  round(avg(value), 2) as mean_value
from (
  select *, unnest(json_keys(breakdown)) as key
  from figures
  where breakdown <> '{}'
    and status = 'actual'
    and $indicator in ('', indicator)
)
group by all
order by figures desc, indicator_vi, slice, of_which
limit 100
