-- One report of a fact that several articles report: what a page says of the same fact elsewhere is read here.
-- is_first: False for a report that its article gave before; a table may say one fact a hundred times.
create or replace table pages.main.shared as
with counted as (
  select
    report.observation_id,
    report.article_id,
    report.span_start,
    report.value,
    report.span_text,
    coalesce(apart.fact_key, report.fact_key) as fact_key,
    coalesce(apart.facet, '') as facet
  from internal.observation_rows as report
  left join internal.reports_apart as apart
    on apart.observation_id = report.observation_id
),
several as (
  select fact_key, facet
  from counted
  group by fact_key, facet
  having min(article_id) <> max(article_id)
)
select
  counted.* exclude (span_start),
  row_number() over (
    partition by counted.fact_key, counted.facet, counted.article_id
    order by counted.span_start, counted.observation_id
  ) = 1 as is_first
from counted
join several
  on several.fact_key = counted.fact_key and several.facet = counted.facet
order by counted.fact_key
