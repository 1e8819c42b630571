-- One place that has figures or holds one that has some: its own, and with them those of the places directly within.
create or replace table pages.main.counted as
select place_code, sum(own)::bigint as own, count(*) as figures
from (
  select place_code, 1 as own
  from pages.main.shown
  where place_code is not null
  union all
  select parent_code, 0
  from pages.main.shown
  where parent_code <> place_code
)
group by place_code
