-- Does every figure and number stand in the text where it says? substr(text, span_start + 1, span_end - span_start) = span_text.
with proved as (
  select
    'observations' as table_name,
    report.article_id,
    report.observation_id as id,
    article.text is not null
      and report.span_end > report.span_start
      and substr(article.text, report.span_start + 1, report.span_end - report.span_start) = report.span_text as holds
  from main.observations as report
  left join main.articles as article
    on article.article_id = report.article_id
  union all
  select
    'numbers',
    number.article_id,
    number.article_id || '/' || number.span_start,
    article.text is not null
      and number.span_end > number.span_start
      and substr(article.text, number.span_start + 1, number.span_end - number.span_start) = number.span_text
  from main.numbers as number
  left join main.articles as article
    on article.article_id = number.article_id
)
select
  named.table_name || '.span.reproved' as rule_id,
  named.table_name,
  'critical' as severity,
  'The characters at the span are the ones the row gives.' as meaning,
  count(proved.id)::bigint as evaluated_count,
  count(*) filter (where not proved.holds)::bigint as failing_count,
  coalesce(to_json((list(proved.id order by proved.id) filter (where not proved.holds))[:100])::varchar, '[]') as failing_ids,
  'row' as scope,
  list(distinct {
    'article_id': proved.article_id,
    'item_id': case when named.table_name = 'observations' then proved.id else proved.article_id end
  }) filter (where not proved.holds) as faults,
  count(*) filter (where proved.holds) || ' spans re-proved' as observed
from (values ('observations'), ('numbers')) as named(table_name)
left join proved
  on proved.table_name = named.table_name
group by named.table_name
order by rule_id
