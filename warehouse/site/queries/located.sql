-- One administrative unit by its code; of two divisions that share a code the one before July 2025.
create or replace table pages.main.located as
select distinct on (place_code)
  place_code,
  era,
  level,
  name,
  full_name,
  parent_code,
  province_code,
  code_2025
from places
order by place_code, era
