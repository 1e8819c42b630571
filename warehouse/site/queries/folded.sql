-- The words of a figure of `shown`, folded as a search folds what is looked for: what it counts, its unit, holder, places, and sentence.
-- at: Row of the figure in `shown`.
create or replace table pages.main.folded as
with organisations as (
  select name, fold(name) as folded
  from (select distinct organisation as name from pages.main.shown where organisation is not null)
),
units_printed as (
  select name, fold(name) as folded
  from (select distinct unit_text as name from pages.main.shown where unit_text is not null)
),
titles as (
  select indicator, fold(concat_ws(' ', label_vi, label_en)) as folded
  from indicators
),
places_named as (
  select place_code, fold(full_name) as folded
  from pages.main.located
)
select
  shown.rowid as at,
  concat_ws(
    ' ',
    titles.folded,
    units_printed.folded,
    organisations.folded,
    place.folded,
    parent.folded,
    province.folded,
    substr(article.text_folded, report.sentence_start + 1, report.sentence_end - report.sentence_start)
  ) as folded_words
from pages.main.shown as shown
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
left join places_named as place
  on place.place_code = shown.place_code
left join places_named as parent
  on parent.place_code = shown.parent_code
left join places_named as province
  on province.place_code = shown.province_code
