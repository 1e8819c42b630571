-- One indicator and what the warehouse knows of it, those without a single figure included.
-- figure_count: Distinct facts.
-- report_count: Figures in all articles, reprints included.
-- article_count: Articles that report it, reprints included.
-- host_count: Hosts that report it.
-- first_year: First year that a fact speaks of.
-- last_year: Last year that a fact speaks of.
-- place_share: Share of its facts whose administrative unit is known. Unit: share 0-1.
-- period_share: Share of its facts that have a date. Unit: share 0-1.
-- conflict_count: Facts whose reports disagree.
with facts as (
  select
    indicator,
    count(*) as figure_count,
    min(year) as first_year,
    max(year) as last_year,
    avg((place_code is not null)::int) as place_share,
    avg((period_start is not null or period_end is not null)::int) as period_share,
    count(*) filter (where not agrees) as conflict_count
  from main.figures
  group by indicator
),
reports as (
  select
    report.indicator,
    count(*) as report_count,
    count(distinct report.article_id) as article_count,
    count(distinct article.source_host) as host_count
  from main.observations as report
  join main.articles as article
    on article.article_id = report.article_id
  group by report.indicator
)
select
  named.indicator,
  named.label_vi,
  named.label_en,
  named.topic,
  coalesce(facts.figure_count, 0) as figure_count,
  coalesce(reports.report_count, 0) as report_count,
  coalesce(reports.article_count, 0) as article_count,
  coalesce(reports.host_count, 0) as host_count,
  facts.first_year,
  facts.last_year,
  round(facts.place_share, 4) as place_share,
  round(facts.period_share, 4) as period_share,
  coalesce(facts.conflict_count, 0) as conflict_count
from main.indicators as named
left join facts
  on facts.indicator = named.indicator
left join reports
  on reports.indicator = named.indicator
