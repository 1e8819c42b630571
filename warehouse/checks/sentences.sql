-- Does every figure stand inside the sentence it names, and that sentence inside the text?
select
  'observations.sentence.holds_span' as rule_id,
  'observations' as table_name,
  'critical' as severity,
  'sentence_start <= span_start, span_end <= sentence_end, and the sentence ends within the text.' as meaning,
  count(*)::bigint as evaluated_count,
  count(*) filter (where not holds)::bigint as failing_count,
  coalesce(to_json((list(id order by id) filter (where not holds))[:100])::varchar, '[]') as failing_ids,
  'row' as scope,
  list({'article_id': article_id, 'item_id': id}) filter (where not holds) as faults,
  count(*) filter (where holds) || ' figures inside their sentence' as observed
from (
  select
    report.article_id,
    report.observation_id as id,
    report.sentence_start <= report.span_start
      and report.span_end <= report.sentence_end
      and report.sentence_end <= coalesce(article.text_chars, -1) as holds
  from main.observations as report
  left join main.articles as article
    on article.article_id = report.article_id
)
