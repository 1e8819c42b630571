-- Is every number accounted for? A figure has exactly one number with its span, and only numbers of figures name one.
with counted as (
  select
    report.article_id,
    report.observation_id as id,
    count(number.span_start) as held,
    count(number.span_start) filter (
      where number.article_id = report.article_id
        and number.span_start = report.span_start
        and number.span_end = report.span_end
        and number.disposition = 'observation'
    ) as fitting
  from main.observations as report
  left join main.numbers as number
    on number.observation_id = report.observation_id
  group by report.article_id, report.observation_id
),
judged as (
  select
    'observations.number.exactly_one' as rule_id,
    'observations' as table_name,
    'Every figure has exactly one number, with the same span, that says observation.' as meaning,
    article_id,
    id as item_id,
    id,
    held = 1 and fitting = 1 as holds
  from counted
  union all
  select
    'numbers.observation.named',
    'numbers',
    'A number names a figure when its disposition is observation, and only then.',
    article_id,
    article_id,
    article_id || '/' || span_start,
    (disposition = 'observation') = (observation_id is not null)
  from main.numbers
  union all
  select
    'numbers.spans.apart',
    'numbers',
    'Numbers of an article do not overlap: each is counted once.',
    article_id,
    article_id,
    article_id || '/' || span_start,
    coalesce(lead(span_start) over (partition by article_id order by span_start, span_end) >= span_end, true)
  from main.numbers
)
select
  rule_id,
  any_value(table_name) as table_name,
  'critical' as severity,
  any_value(meaning) as meaning,
  count(*)::bigint as evaluated_count,
  count(*) filter (where not holds)::bigint as failing_count,
  coalesce(to_json((list(id order by id) filter (where not holds))[:100])::varchar, '[]') as failing_ids,
  'row' as scope,
  list(distinct {'article_id': article_id, 'item_id': item_id}) filter (where not holds) as faults,
  count(*) filter (where holds) || ' accounted for' as observed
from judged
group by rule_id
order by rule_id
