-- Reports of facts on which articles disagree, together by fact: the first thousand.
select report.*, named.label_vi as indicator_vi, named.label_en as indicator_en, unit_named.label_vi as unit_vi, unit_named.label_en as unit_en
from conflicts as report
left join indicators as named
  on named.indicator = report.indicator
left join units as unit_named
  on unit_named.unit = report.unit
order by report.report_count desc, report.fact_key, report.value, report.published_on nulls last, report.observation_id
limit 1000
