-- One report of a fact on which articles disagree. A reprint is left out unless its value is its own. Only figures of the same holder, period, indicator,
-- slice, kind, status and unit are compared, and none whose slice or holder is not certain (see is_comparable of figures).
-- reported_values: All values reported for the fact.
-- report_count: How many independent sources (hosts) report the fact.
-- is_shown: True for the report that the view figures shows.
-- is_reprint: True when its article is a reprint, whose value differs from that of every article of its own.
-- sentence: The sentence it stands in.
-- url: Address of the page of its article, at its mark.
select
  report.fact_key,
  report.observation_id,
  report.observation_id = fact.observation_id as is_shown,
  report.duplicate_of is not null as is_reprint,
  report.indicator,
  report.organisation,
  report.period_start,
  report.period_end,
  report.value,
  report.unit,
  report.qualifier,
  report.span_text,
  fact.conflicting_values as reported_values,
  fact.report_count,
  substr(article.text, report.sentence_start + 1, report.sentence_end - report.sentence_start) as sentence,
  article.article_id,
  article.title,
  article.published_on,
  article.source_host,
  article.source_url,
  report.url
from internal.facts as fact
join (
  select
    observations.*,
    coalesce(apart.fact_key, observations.fact_key) as counted_as,
    coalesce(apart.facet, '') as facet,
    copied.duplicate_of
  from main.observations
  left join internal.reports_apart as apart
    on apart.observation_id = observations.observation_id
  left join main.duplicates as copied
    on copied.article_id = observations.article_id
) as report
  on report.counted_as = fact.fact_key and report.facet = fact.facet
join main.articles as article
  on article.article_id = report.article_id
where not fact.agrees
qualify report.duplicate_of is null
  or not bool_or(report.duplicate_of is null) over (partition by fact.fact_key, fact.facet, report.value)
