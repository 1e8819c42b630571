-- Does every row belong to something that is there? A row without its article means that the load is broken; a figure whose
-- indicator or unit is unknown is one bad figure.
with judged as (
  select 'blocks.article.exists' as rule_id, 'blocks' as table_name, 'critical' as severity,
    block.article_id, block.article_id || '/' || block.block_no as id,
    block.article_id in (select article_id from main.articles) as holds
  from main.blocks as block
  union all
  select 'observations.article.exists', 'observations', 'critical', article_id, observation_id,
    article_id in (select article_id from main.articles)
  from main.observations
  union all
  select 'numbers.article.exists', 'numbers', 'critical', article_id, article_id || '/' || span_start,
    article_id in (select article_id from main.articles)
  from main.numbers
  union all
  select 'article_places.article.exists', 'article_places', 'critical', article_id, article_id || '/' || level || '/' || name,
    article_id in (select article_id from main.articles)
  from main.article_places
  union all
  select 'duplicates.article.exists', 'duplicates', 'critical', article_id, article_id,
    article_id in (select article_id from main.articles) and duplicate_of in (select article_id from main.articles)
  from main.duplicates
  union all
  select 'numbers.observation.exists', 'numbers', 'critical', article_id, article_id || '/' || span_start,
    observation_id in (select observation_id from main.observations)
  from main.numbers
  where observation_id is not null
  union all
  select 'observations.indicator.exists', 'observations', 'critical', article_id, observation_id,
    indicator in (select indicator from main.indicators)
  from main.observations
  union all
  select 'observations.unit.exists', 'observations', 'critical', article_id, observation_id,
    unit in (select unit from main.units)
  from main.observations
  union all
  select 'observations.place.exists', 'observations', 'warning', article_id, observation_id,
    place_code in (select place_code from main.places)
  from main.observations
  where place_code is not null
),
named as (
  select unnest([
    {'rule_id': 'blocks.article.exists', 'scope': 'table', 'table_name': 'blocks', 'severity': 'critical', 'meaning': 'Every block is of an article.'},
    {'rule_id': 'observations.article.exists', 'scope': 'table', 'table_name': 'observations', 'severity': 'critical', 'meaning': 'Every figure is of an article.'},
    {'rule_id': 'numbers.article.exists', 'scope': 'table', 'table_name': 'numbers', 'severity': 'critical', 'meaning': 'Every number is of an article.'},
    {'rule_id': 'article_places.article.exists', 'scope': 'table', 'table_name': 'article_places', 'severity': 'critical', 'meaning': 'Every place is of an article.'},
    {'rule_id': 'duplicates.article.exists', 'scope': 'table', 'table_name': 'duplicates', 'severity': 'critical', 'meaning': 'Both articles of a duplicate are there.'},
    {'rule_id': 'numbers.observation.exists', 'scope': 'row', 'table_name': 'numbers', 'severity': 'critical', 'meaning': 'A number that names a figure names one that is there.'},
    {'rule_id': 'observations.indicator.exists', 'scope': 'row', 'table_name': 'observations', 'severity': 'critical', 'meaning': 'Every indicator is in the table of indicators.'},
    {'rule_id': 'observations.unit.exists', 'scope': 'row', 'table_name': 'observations', 'severity': 'critical', 'meaning': 'Every unit is in the table of units.'},
    {'rule_id': 'observations.place.exists', 'scope': 'row', 'table_name': 'observations', 'severity': 'warning', 'meaning': 'Every place code is in the table of places.'}
  ]) as rule
)
select
  named.rule.rule_id as rule_id,
  any_value(named.rule.table_name) as table_name,
  any_value(named.rule.severity) as severity,
  any_value(named.rule.meaning) as meaning,
  count(judged.id)::bigint as evaluated_count,
  count(*) filter (where not judged.holds)::bigint as failing_count,
  coalesce(to_json((list(judged.id order by judged.id) filter (where not judged.holds))[:100])::varchar, '[]') as failing_ids,
  any_value(named.rule.scope) as scope,
  list(distinct {
    'article_id': judged.article_id,
    'item_id': case when judged.table_name = 'observations' then judged.id else judged.article_id end
  }) filter (where not judged.holds and named.rule.scope = 'row' and named.rule.severity = 'critical') as faults,
  count(*) filter (where not judged.holds) || ' without' as observed
from named
left join judged
  on judged.rule_id = named.rule.rule_id
group by named.rule.rule_id
order by rule_id
