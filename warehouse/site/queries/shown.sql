-- One figure of the view figures with what pages and searches need of it, where its place lies, and its words folded.
create or replace table pages.main.shown as
with organisations as (
  select name, fold(name) as folded
  from (select distinct organisation as name from internal.observation_rows where organisation is not null)
),
units_printed as (
  select name, fold(name) as folded
  from (select distinct unit_text as name from internal.observation_rows where unit_text is not null)
),
titles as (
  select indicator, fold(concat_ws(' ', label_vi, label_en)) as folded
  from indicators
)
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
  report.sentence_start,
  concat_ws(
    ' ',
    titles.folded,
    units_printed.folded,
    organisations.folded,
    located.folded,
    parent.folded,
    province.folded,
    substr(article.text_folded, report.sentence_start + 1, report.sentence_end - report.sentence_start)
  ) as folded_words
from figures as shown
join internal.observation_rows as report
  on report.observation_id = shown.observation_id
join articles as article
  on article.article_id = shown.article_id
left join titles
  on titles.indicator = shown.indicator
left join units_printed
  on units_printed.name = shown.unit_text
left join organisations
  on organisations.name = shown.organisation
left join pages.main.located as located
  on located.place_code = shown.place_code
left join pages.main.located as parent
  on parent.place_code = located.parent_code
left join pages.main.located as province
  on province.place_code = located.province_code
