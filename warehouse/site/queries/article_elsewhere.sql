-- The same facts in other articles: for each figure of these, the articles elsewhere whose reports are counted with it, by the first of each.
-- A table may say one fact a hundred times, so what is elsewhere is found once per fact and article, not once per figure.
with mine as (
  select
    report.observation_id,
    report.article_id,
    coalesce(apart.fact_key, report.fact_key) as fact_key,
    coalesce(apart.facet, '') as facet
  from observations as report
  left join internal.reports_apart as apart
    on apart.observation_id = report.observation_id
  where report.article_id in (select unnest($ids))
),
counted_apart as (
  select observation_id, fact_key, facet
  from internal.reports_apart
  where fact_key in (select fact_key from mine)
),
same_key as (
  select observation_id, fact_key
  from observations
  where fact_key in (select fact_key from mine)
),
candidates as (
  from counted_apart
  union all
  select same_key.observation_id, same_key.fact_key, ''
  from same_key
  where same_key.observation_id not in (
    select apart.observation_id
    from internal.reports_apart as apart
    where apart.observation_id in (select observation_id from same_key)
  )
),
asked_facts as (
  select distinct fact_key, facet, article_id as asked_in
  from mine
),
reports as (
  select
    candidates.fact_key,
    candidates.facet,
    min_by(other.observation_id, (other.span_start, other.observation_id)) as observation_id,
    other.article_id
  from candidates
  join (
    select observation_id, article_id, span_start
    from observations
    where observation_id in (select observation_id from candidates)
  ) as other
    on other.observation_id = candidates.observation_id
  group by candidates.fact_key, candidates.facet, other.article_id
),
elsewhere as (
  select asked_facts.*, reports.observation_id, reports.article_id, article.title, article.source_host, article.published_on
  from asked_facts
  join reports
    on reports.fact_key = asked_facts.fact_key and reports.facet = asked_facts.facet and reports.article_id <> asked_facts.asked_in
  join (
    select article_id, title, source_host, published_on
    from articles
  ) as article
    on article.article_id = reports.article_id
  qualify row_number() over (
    partition by asked_facts.fact_key, asked_facts.facet, asked_facts.asked_in
    order by article.published_on nulls last, reports.observation_id
  ) <= 20
)
select
  mine.observation_id as asked,
  elsewhere.asked_in,
  elsewhere.observation_id,
  elsewhere.article_id,
  other.value,
  other.span_text,
  elsewhere.title,
  elsewhere.source_host,
  elsewhere.published_on
from mine
join elsewhere
  on elsewhere.fact_key = mine.fact_key and elsewhere.facet = mine.facet and elsewhere.asked_in = mine.article_id
join (
  select observation_id, value, span_text
  from observations
  where observation_id in (select observation_id from elsewhere)
) as other
  on other.observation_id = elsewhere.observation_id
order by asked, elsewhere.published_on nulls last, elsewhere.observation_id
