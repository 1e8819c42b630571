-- The same facts in other articles: for each figure of these, the reports elsewhere that are counted with it.
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
elsewhere as (
  select mine.observation_id as asked, mine.article_id as asked_in, candidates.observation_id
  from mine
  join candidates
    on candidates.fact_key = mine.fact_key and candidates.facet = mine.facet and candidates.observation_id <> mine.observation_id
)
select
  elsewhere.asked,
  elsewhere.asked_in,
  other.observation_id,
  other.article_id,
  other.value,
  other.span_text,
  article.title,
  article.source_host,
  article.published_on
from (from observations where observation_id in (select observation_id from elsewhere)) as other
join elsewhere
  on elsewhere.observation_id = other.observation_id
join (
  select article_id, title, source_host, published_on
  from articles
) as article
  on article.article_id = other.article_id
where other.article_id <> elsewhere.asked_in
qualify row_number() over (partition by elsewhere.asked order by article.published_on nulls last, other.observation_id) <= 20
order by elsewhere.asked, article.published_on nulls last, other.observation_id
