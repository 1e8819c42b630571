-- One disagreement of a figure with other figures of its article: shares against counts, parts against their whole.
-- disagreement: Name of the rule of arithmetic that does not hold.
-- expected: What the other figures would give, or the most they allow.
-- compared_with: The other figures it was compared with: observation ids.
-- sentence: The sentence the figure stands in.
with unpacked as (
  select
    report.*,
    unnest(from_json(report.warnings, '["JSON"]')) as warning
  from main.observations as report
  where report.warnings <> '[]'
)
select
  unpacked.observation_id,
  unpacked.article_id,
  unpacked.indicator,
  unpacked.value,
  unpacked.unit,
  unpacked.span_text,
  json_extract_string(warning, '$.rule') as disagreement,
  try_cast(coalesce(json_extract_string(warning, '$.expected'), json_extract_string(warning, '$.expected_at_most')) as double) as expected,
  from_json(json_extract(warning, '$.with'), '["VARCHAR"]') as compared_with,
  substr(article.text, unpacked.sentence_start + 1, unpacked.sentence_end - unpacked.sentence_start) as sentence,
  article.title,
  article.published_on,
  article.source_host,
  article.source_uri
from unpacked
join main.articles as article
  on article.article_id = unpacked.article_id
