-- One figure of the view figures with what pages and searches need of it, and where its place lies.
create or replace table pages.main.shown as
select
  shown.observation_id,
  shown.article_id,
  shown.indicator,
  shown.indicator_vi,
  shown.indicator_en,
  shown.topic,
  shown.measure,
  shown.direction,
  shown.value,
  shown.value_high,
  shown.denominator,
  shown.unit,
  shown.unit_text,
  shown.qualifier,
  shown.status,
  shown.frequency,
  shown.breakdown,
  shown.organisation,
  shown.place_code,
  shown.place_name,
  shown.level,
  shown.province_name,
  shown.period_start,
  shown.period_end,
  shown.period_text,
  shown.year,
  shown.report_count,
  shown.agrees,
  shown.conflicting_values,
  shown.span_text,
  shown.sentence,
  shown.title,
  shown.published_on,
  shown.source_host,
  shown.confidence,
  shown.has_warnings,
  shown.run_id,
  located.parent_code,
  located.province_code,
  report.span_start,
  report.sentence_start
from figures as shown
join internal.observation_rows as report
  on report.observation_id = shown.observation_id
left join pages.main.located as located
  on located.place_code = shown.place_code
