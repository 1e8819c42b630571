-- One distinct fact: the figure that most independent articles report (of equals the latest), with its place, labels and sentence.
-- Reprints count with the article they repeat. Independent articles are articles of different hosts.
-- indicator_vi: Name of the indicator in Vietnamese.
-- indicator_en: Name of the indicator in English.
-- topic: Group the indicator belongs to.
-- unit_vi: Name of the unit in Vietnamese.
-- place_name: Name of the administrative unit with the word for its level.
-- province_name: Name of its province.
-- year: Year of the end of the period; of the publication when the period is open or unknown.
-- report_count: How many independent sources (hosts) report the fact; reprints are not counted.
-- article_count: How many articles report the fact; reprints are not counted.
-- agrees: True when one value fits all reports, their printed precision and qualifiers respected.
-- conflicting_values: The different values reported, when they do not agree; else null.
-- sentence: The sentence the figure stands in.
-- has_warnings: True when the arithmetic of the article contradicts it; see arithmetic_warnings.
with reports as (
  select
    report.*,
    coalesce(copied.duplicate_of, report.article_id) as original_id,
    copied.article_id is not null as is_reprint,
    printed_step(report.span_text, report.value) as step
  from observations as report
  left join duplicates as copied
    on copied.article_id = report.article_id
),
sourced as (
  select
    reports.*,
    coalesce(original.source_host, reports.original_id) as source,
    original.published_on
  from reports
  join articles as original
    on original.article_id = reports.original_id
),
facts as (
  select
    indicator,
    fact_key,
    count(distinct source) as report_count,
    count(distinct original_id) as article_count,
    count(distinct coalesce(denominator, -1)) = 1
      and max(reported_low(value, qualifier, step))
        < min(reported_high(value, value_high, qualifier, step)) - 0.001 * min(step) as agrees,
    list(distinct value order by value) as reported_values
  from sourced
  group by indicator, fact_key
),
values_told as (
  select
    indicator,
    fact_key,
    value,
    count(distinct source) as told_by
  from sourced
  group by indicator, fact_key, value
),
chosen as (
  select
    sourced.*,
    row_number() over (
      partition by sourced.indicator, sourced.fact_key
      order by values_told.told_by desc, sourced.is_reprint, sourced.published_on desc nulls last, sourced.observation_id
    ) as place_in_line
  from sourced
  join values_told
    on values_told.indicator = sourced.indicator
    and values_told.fact_key = sourced.fact_key
    and values_told.value = sourced.value
)
select
  chosen.observation_id,
  chosen.fact_key,
  chosen.indicator,
  named.label_vi as indicator_vi,
  named.label_en as indicator_en,
  named.topic,
  chosen.measure,
  chosen.direction,
  chosen.value,
  chosen.value_high,
  chosen.denominator,
  chosen.unit,
  unit_named.label_vi as unit_vi,
  chosen.unit_text,
  chosen.qualifier,
  chosen.status,
  chosen.frequency,
  chosen.breakdown,
  chosen.organisation,
  chosen.place_code,
  coalesce(place_before.full_name, place_since.full_name) as place_name,
  coalesce(province_before.full_name, province_since.full_name) as province_name,
  chosen.period_kind,
  chosen.period_start,
  chosen.period_end,
  chosen.period_text,
  year(coalesce(chosen.period_end, article.published_on, chosen.period_start)) as year,
  facts.report_count,
  facts.article_count,
  facts.agrees,
  case when not facts.agrees then facts.reported_values end as conflicting_values,
  chosen.span_text,
  substr(article.text, chosen.sentence_start + 1, chosen.sentence_end - chosen.sentence_start) as sentence,
  chosen.article_id,
  article.title,
  article.published_on,
  article.source_host,
  article.source_url,
  chosen.warnings <> '[]' as has_warnings,
  chosen.correction,
  chosen.run_id
from chosen
join facts
  on facts.indicator = chosen.indicator and facts.fact_key = chosen.fact_key
join articles as article
  on article.article_id = chosen.article_id
left join indicators as named
  on named.indicator = chosen.indicator
left join units as unit_named
  on unit_named.unit = chosen.unit
left join places as place_before
  on place_before.place_code = chosen.place_code and place_before.era = 'before_2025'
left join places as place_since
  on place_since.place_code = chosen.place_code and place_since.era = 'since_2025'
left join places as province_before
  on province_before.place_code = place_before.province_code and province_before.era = 'before_2025'
left join places as province_since
  on province_since.place_code = place_since.province_code and province_since.era = 'since_2025'
where chosen.place_in_line = 1
