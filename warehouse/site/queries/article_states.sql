-- One article that has a page, and a digest of everything its page shows.
with counted as (
  select
    report.observation_id,
    report.article_id,
    coalesce(apart.fact_key, report.fact_key) as fact_key,
    coalesce(apart.facet, '') as facet,
    hash(report.observation_id, report.value, report.span_text, article.title, article.source_host, article.published_on,
      report.article_id in (select article_id from pages.main.linked)) as state
  from observations as report
  left join internal.reports_apart as apart
    on apart.observation_id = report.observation_id
  join (
    select article_id, title, source_host, published_on
    from articles
  ) as article
    on article.article_id = report.article_id
),
facts as (
  select fact_key, facet, sum(state::hugeint) as state
  from counted
  where fact_key in (select own.fact_key from counted as own where own.article_id in (select article_id from pages.main.linked))
  group by fact_key, facet
),
reports as (
  select counted.article_id, sum(hash(counted.observation_id, facts.state)::hugeint) as state
  from counted
  join facts
    on facts.fact_key = counted.fact_key and facts.facet = counted.facet
  where counted.article_id in (select article_id from pages.main.linked)
  group by counted.article_id
),
reprints as (
  select copied.duplicate_of as article_id,
    sum(hash(copied.article_id, copied.similarity, article.title, copied.article_id in (select article_id from pages.main.linked))::hugeint)
      as state
  from duplicates as copied
  join (
    select article_id, title
    from articles
  ) as article
    on article.article_id = copied.article_id
  group by copied.duplicate_of
)
select
  linked.article_id as code,
  hash(article.run_id, article.source_uri, known.cleaned_run_id, known.extracted_run_id, reports.state, reprints.state, copied.duplicate_of,
    copied.similarity, original.title, copied.duplicate_of in (select article_id from pages.main.linked))::varchar as state
from pages.main.linked as linked
join (
  select article_id, run_id, source_uri
  from articles
) as article
  on article.article_id = linked.article_id
left join (
  select article_id, cleaned_run_id, extracted_run_id
  from raw_files
  where article_id is not null
) as known
  on known.article_id = linked.article_id
left join reports
  on reports.article_id = linked.article_id
left join reprints
  on reprints.article_id = linked.article_id
left join duplicates as copied
  on copied.article_id = linked.article_id
left join (
  select article_id, title
  from articles
) as original
  on original.article_id = copied.duplicate_of
