-- One report of a fact on which articles disagree. Reprints are left out. Only figures of the same holder, period, indicator,
-- slice, kind, status and unit are compared, and none whose slice or holder is not certain (see is_comparable of figures).
-- reported_values: All values reported for the fact.
-- report_count: How many independent sources (hosts) report the fact.
-- is_shown: True for the report that the view figures shows.
-- sentence: The sentence it stands in.
select
  report.fact_key,
  report.observation_id,
  report.observation_id = fact.observation_id as is_shown,
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
  article.source_url
from internal.facts as fact
join reports as told
  on told.counted_as = fact.fact_key and told.facet = fact.facet
join observations as report
  on report.observation_id = told.observation_id
join articles as article
  on article.article_id = report.article_id
where not fact.agrees
  and told.duplicate_of is null
