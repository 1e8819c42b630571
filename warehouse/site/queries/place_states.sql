-- One place with figures, or that holds one, and a digest of the figures its page shows: its own and those of the places within.
with recursive reported as (
  select distinct place_code
  from observations
  where place_code is not null
),
lineage as (
  select located.place_code, located.parent_code, located.province_code
  from pages.main.located as located
  where located.place_code in (select place_code from reported)
  union
  select parent.place_code, parent.parent_code, parent.province_code
  from lineage
  join pages.main.located as parent
    on parent.place_code in (lineage.parent_code, lineage.province_code)
),
states as (
  select unnest(list_distinct([place_code, parent_code, province_code])) as place_code,
    hash(shown, article_id in (select article_id from pages.main.linked))::hugeint as state
  from pages.main.shown as shown
  where place_code is not null
)
select lineage.place_code as code, coalesce(sum(states.state), 0)::varchar as state
from lineage
left join states
  on states.place_code = lineage.place_code
group by lineage.place_code
