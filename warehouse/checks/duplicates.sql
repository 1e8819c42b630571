-- Is every duplicate a repeat of an original, and not of another repeat or of itself?
select
  'duplicates.original.is_original' as rule_id,
  'duplicates' as table_name,
  'critical' as severity,
  'duplicate_of is another article that repeats none; similarity is at least 0.8.' as meaning,
  count(*)::bigint as evaluated_count,
  count(*) filter (where not holds)::bigint as failing_count,
  coalesce(to_json((list(article_id order by article_id) filter (where not holds))[:100])::varchar, '[]') as failing_ids,
  count(*) || ' repeats' as observed
from (
  select
    article_id,
    duplicate_of <> article_id
      and similarity >= 0.8
      and duplicate_of not in (select article_id from main.duplicates) as holds
  from main.duplicates
)
