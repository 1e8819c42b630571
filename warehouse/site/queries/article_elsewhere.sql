-- The same facts in other articles: for each figure of these, the articles elsewhere whose reports are counted with it, by the first of each.
with mine as (
  select observation_id, article_id, fact_key, facet
  from pages.main.shared
  where article_id in (select unnest($ids))
),
asked_facts as (
  select distinct fact_key, facet, article_id as asked_in
  from mine
),
reports as (
  select fact_key, facet, observation_id, article_id, value, span_text
  from pages.main.shared
  where is_first
    and fact_key in (select fact_key from mine)
),
named as (
  select article_id, title, source_host, published_on
  from articles
  where article_id in (select article_id from reports)
),
elsewhere as (
  select asked_facts.*, reports.* exclude (fact_key, facet), named.title, named.source_host, named.published_on
  from asked_facts
  join reports
    on reports.fact_key = asked_facts.fact_key and reports.facet = asked_facts.facet and reports.article_id <> asked_facts.asked_in
  join named
    on named.article_id = reports.article_id
  qualify row_number() over (
    partition by asked_facts.fact_key, asked_facts.facet, asked_facts.asked_in
    order by named.published_on nulls last, reports.observation_id
  ) <= 20
)
select
  mine.observation_id as asked,
  elsewhere.asked_in,
  elsewhere.observation_id,
  elsewhere.article_id,
  elsewhere.value,
  elsewhere.span_text,
  elsewhere.title,
  elsewhere.source_host,
  elsewhere.published_on
from mine
join elsewhere
  on elsewhere.fact_key = mine.fact_key and elsewhere.facet = mine.facet and elsewhere.asked_in = mine.article_id
order by asked, elsewhere.published_on nulls last, elsewhere.observation_id
