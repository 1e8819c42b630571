-- Is every document accounted for? Loaded documents and articles are the same, and rows are of the runs that stand for them.
with judged as (
  select
    'raw_files.loaded.article' as rule_id,
    'raw_files' as table_name,
    'critical' as severity,
    'Every loaded document has its article, cleaned by the run the document names.' as meaning,
    'table' as scope,
    raw.article_id,
    raw.source_uri as id,
    coalesce(article.run_id = raw.cleaned_run_id and article.source_uri = raw.source_uri, false) as holds
  from main.raw_files as raw
  left join main.articles as article
    on article.article_id = raw.article_id
  where raw.status = 'loaded'
  union all
  select
    'articles.document.loaded',
    'articles',
    'critical',
    'Every article has a loaded document.',
    'table',
    article.article_id,
    article.article_id,
    coalesce(raw.status = 'loaded', false)
  from main.articles as article
  left join main.raw_files as raw
    on raw.source_uri = article.source_uri
  union all
  select
    'observations.run.stands',
    'observations',
    'critical',
    'Every figure was extracted by the run its document names.',
    'table',
    report.article_id,
    report.observation_id,
    coalesce(report.run_id = raw.extracted_run_id, false)
  from main.observations as report
  left join main.raw_files as raw
    on raw.article_id = report.article_id
  union all
  select
    'numbers.run.stands',
    'numbers',
    'critical',
    'Every number was extracted by the run its document names.',
    'table',
    number.article_id,
    number.article_id || '/' || number.span_start,
    coalesce(number.run_id = raw.extracted_run_id, false)
  from main.numbers as number
  left join main.raw_files as raw
    on raw.article_id = number.article_id
  union all
  select
    'articles.blocks.kept',
    'articles',
    'critical',
    'Every article has a kept block.',
    'row',
    article_id,
    article_id,
    article_id in (select article_id from main.blocks where kept)
  from main.articles
  union all
  select
    'runs.documents.conserved',
    'runs',
    'warning',
    'discovered = unchanged + loaded + quarantined in every run that published or changed nothing.',
    'table',
    null,
    run_id,
    discovered = unchanged + loaded + quarantined
  from main.runs
  where status in ('published', 'unchanged')
)
select
  rule_id,
  any_value(table_name) as table_name,
  any_value(severity) as severity,
  any_value(meaning) as meaning,
  count(*)::bigint as evaluated_count,
  count(*) filter (where not holds)::bigint as failing_count,
  coalesce(to_json((list(id order by id) filter (where not holds))[:100])::varchar, '[]') as failing_ids,
  any_value(scope) as scope,
  list(distinct {'article_id': article_id, 'item_id': article_id}) filter (where not holds and scope = 'row') as faults,
  count(*) filter (where holds) || ' accounted for' as observed
from judged
group by rule_id
order by rule_id
