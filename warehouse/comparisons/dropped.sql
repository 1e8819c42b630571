-- Is what the file before held still there? Documents that are gone were taken away by their owner; an article that cannot be
-- used any more, and figures that are no longer read out of the same bytes, are a drop.
with stood as (
  select count(*) as articles from before.main.articles
),
standing as (
  select
    count(*) as documents,
    (select count(*) from main.articles) as articles
  from main.raw_files
  where status <> 'gone'
),
lost as (
  select article.article_id as id
  from before.main.articles as article
  join main.raw_files as raw
    on raw.source_uri = article.source_uri
  where raw.status = 'quarantined'
),
unchanged as (
  select now.article_id
  from main.articles as now
  join before.main.articles as earlier
    on earlier.article_id = now.article_id and earlier.source_sha256 = now.source_sha256
),
figures as (
  select
    (select count(*) from before.main.observations semi join unchanged using (article_id)) as earlier,
    (select count(*) from main.observations semi join unchanged using (article_id)) as now
),
judged as (
  select
    'articles.table.emptied' as rule_id,
    'articles' as table_name,
    'There are articles, as in the file before, unless every document is gone.' as meaning,
    stood.articles as evaluated,
    (stood.articles > 0 and standing.articles = 0 and standing.documents > 0 and ${share} < 1)::bigint as failing,
    []::varchar[] as ids,
    standing.articles || ' articles, ' || stood.articles || ' before' as observed
  from stood, standing
  union all
  select
    'articles.table.dropped',
    'articles',
    'At most ${percent} of the articles of the file before cannot be used any more, or ${rows} where that is more; --allow-vanish confirms a drop.',
    stood.articles,
    case when (select count(*) from lost) > greatest(${rows}, ${share} * stood.articles) then (select count(*) from lost) else 0 end,
    (select list(id order by id)[:100] from lost),
    (select count(*) from lost) || ' of ' || stood.articles || ' articles cannot be used any more'
  from stood
  union all
  select
    'observations.table.dropped',
    'observations',
    'Bytes that did not change give at least half the figures of the file before, or at most ${figures} fewer and not none; --allow-vanish confirms a drop.',
    earlier,
    case when ${share} < 1 and (earlier - now > greatest(${figures}, 0.5 * earlier) or now = 0 and earlier > ${rows}) then earlier - now else 0 end,
    []::varchar[],
    now || ' figures out of unchanged bytes, ' || earlier || ' before'
  from figures
)
select
  rule_id,
  table_name,
  'critical' as severity,
  meaning,
  evaluated::bigint as evaluated_count,
  failing::bigint as failing_count,
  coalesce(to_json(ids)::varchar, '[]') as failing_ids,
  observed
from judged
order by rule_id
