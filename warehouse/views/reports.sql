-- One report of a fact: a figure of an article, and the fact of the view figures that it counts for.
-- counted_as: The fact_key it counts under: its own, or in a reprint that of the same figure in the original.
-- facet: Empty when it is compared with every report of that key; else what keeps it apart from the others.
-- duplicate_of: The original, when the article is a reprint.
-- shown_id: The observation_id that the view figures shows for the fact.
select
  report.observation_id,
  report.article_id,
  copied.duplicate_of,
  report.fact_key,
  fact.fact_key as counted_as,
  fact.facet,
  fact.observation_id as shown_id,
  report.indicator,
  report.value,
  report.unit,
  report.qualifier,
  report.run_id
from main.observations as report
left join internal.reports_apart as apart
  on apart.observation_id = report.observation_id
left join internal.facts as fact
  on fact.fact_key = coalesce(apart.fact_key, report.fact_key) and fact.facet = coalesce(apart.facet, '')
left join main.duplicates as copied
  on copied.article_id = report.article_id
