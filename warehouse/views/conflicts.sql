-- One report of a fact on which articles disagree; the reports of a fact share its fact_key. Reprints are left out.
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
from figures as fact
join observations as report
  on report.fact_key = fact.fact_key
join articles as article
  on article.article_id = report.article_id
where not fact.agrees
  and report.article_id not in (select article_id from duplicates)
