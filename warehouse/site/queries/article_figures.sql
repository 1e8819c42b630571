-- Every figure of articles with its labels, in reading order.
select
  report.*,
  named.label_vi as indicator_vi,
  named.label_en as indicator_en,
  named.topic,
  unit_named.label_vi as unit_vi,
  unit_named.label_en as unit_en,
  located.full_name as place_name
from internal.observation_rows as report
left join indicators as named
  on named.indicator = report.indicator
left join units as unit_named
  on unit_named.unit = report.unit
left join pages.main.located as located
  on located.place_code = report.place_code
where report.rowid between $first and $last
  and report.article_id in (select unnest($ids))
order by report.span_start, report.observation_id
