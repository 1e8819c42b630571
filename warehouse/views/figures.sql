-- One distinct fact: the figure that most independent articles report (of equals the latest), with its place, labels and sentence.
-- Reprints count with the article they repeat. Independent articles are articles of different hosts.
-- indicator_vi: Name of the indicator in Vietnamese.
-- indicator_en: Name of the indicator in English.
-- topic: Group the indicator belongs to.
-- measure_vi: Kind of number in Vietnamese words.
-- measure_en: Kind of number in English words.
-- unit_vi: Name of the unit in Vietnamese.
-- place_name: Name of the administrative unit with the word for its level.
-- level: Level of that unit: province, district or commune.
-- level_vi: The level in Vietnamese.
-- district_name: Name of the district it is or lies in; null for a province, and since July 2025.
-- province_name: Name of its province.
-- year: Year of the end of the period; of the publication when the period is open or unknown.
-- report_count: How many independent sources (hosts) report the fact; reprints are not counted.
-- article_count: How many articles report the fact; reprints are not counted.
-- agrees: True when one value fits all reports, their printed precision and qualifiers respected.
-- is_comparable: False when one article gives unlike values for it: they count slices that no rule names, and each value is a row.
-- conflicting_values: The different values reported, when they do not agree; else null.
-- sentence: The sentence the figure stands in.
-- url: Address of the page of its article, at the figure's mark: the copy of the site, or what `solieu browse` serves; docs/analyst.md.
-- confidence: How often figures that rest on the same were right as a whole on labelled articles; see trusted_figures.
-- has_warnings: True when the arithmetic of the article contradicts it; see arithmetic_warnings.
select
  report.observation_id,
  report.fact_key,
  report.indicator,
  named.label_vi as indicator_vi,
  named.label_en as indicator_en,
  named.topic,
  report.measure,
  measure_named.label_vi as measure_vi,
  measure_named.label_en as measure_en,
  report.direction,
  report.value,
  report.value_high,
  report.denominator,
  report.unit,
  unit_named.label_vi as unit_vi,
  report.unit_text,
  report.qualifier,
  report.status,
  report.frequency,
  report.breakdown,
  report.organisation,
  report.place_code,
  coalesce(place_before.full_name, place_since.full_name) as place_name,
  coalesce(place_before.level, place_since.level) as level,
  level_named.label_vi as level_vi,
  district.full_name as district_name,
  coalesce(province_before.full_name, province_since.full_name) as province_name,
  report.period_kind,
  report.period_start,
  report.period_end,
  report.period_text,
  year(coalesce(report.period_end, article.published_on, report.period_start)) as year,
  fact.report_count,
  fact.article_count,
  fact.agrees,
  fact.is_comparable,
  fact.conflicting_values,
  report.span_text,
  substr(article.text, report.sentence_start + 1, report.sentence_end - report.sentence_start) as sentence,
  report.article_id,
  article.title,
  article.published_on,
  article.source_host,
  article.source_url,
  report.url,
  report.confidence,
  report.warnings <> '[]' as has_warnings,
  report.correction,
  report.run_id
from internal.facts as fact
join main.observations as report
  on report.observation_id = fact.observation_id
join main.articles as article
  on article.article_id = report.article_id
left join main.indicators as named
  on named.indicator = report.indicator
left join main.units as unit_named
  on unit_named.unit = report.unit
left join main.places as place_before
  on place_before.place_code = report.place_code and place_before.era = 'before_2025'
left join main.places as place_since
  on place_since.place_code = report.place_code and place_since.era = 'since_2025'
left join main.places as province_before
  on province_before.place_code = place_before.province_code and province_before.era = 'before_2025'
left join main.places as province_since
  on province_since.place_code = place_since.province_code and province_since.era = 'since_2025'
left join main.places as district
  on district.place_code = case place_before.level when 'district' then place_before.place_code when 'commune' then place_before.parent_code end
  and district.era = 'before_2025'
  and district.level = 'district'
left join main.labels as measure_named
  on measure_named.code_of = 'measure' and measure_named.code = report.measure
left join main.labels as level_named
  on level_named.code_of = 'level' and level_named.code = coalesce(place_before.level, place_since.level)
