-- Renew the touched facts: which report speaks for each, how many independent sources report it, and whether they agree.
-- Reprints count with the article they repeat; a source is a host, or an article that names none.
--
-- A report counts under the fact_key of its own, or, in a reprint, of the same figure in the original: a key may hold the article,
-- and the day of publication where the text says `until now`.
-- Reports of one key are one fact unless they cannot be compared (`facet` tells them apart then):
--   a slice that has no code, or a holder that may be several places: only within the article
--   an article that gives unlike values under the key: they count slices that nobody named, so each value is a fact of its own
create or replace temp table touched_reports as
with told_once as (
  select
    copied.article_id,
    told.fact_key as original_key,
    told.indicator, told.measure, told.unit, told.status, told.frequency, told.breakdown, told.place_code,
    fold(told.organisation) as holder, fold(told.unit_text) as noun, told.period_kind, told.period_start,
    nullif(told.period_end, original.published_on) as period_end
  from internal.observation_rows as told
  join main.articles as original
    on original.article_id = told.article_id
  join main.duplicates as copied
    on copied.duplicate_of = told.article_id
  where told.fact_key in (select fact_key from touched_facts)
  group by all
),
repeated as (
  select report.observation_id, min(told_once.original_key) as original_key
  from internal.observation_rows as report
  join main.articles as reprint
    on reprint.article_id = report.article_id
  join told_once
    on told_once.article_id = report.article_id
    and told_once.indicator = report.indicator
    and told_once.measure = report.measure
    and told_once.unit = report.unit
    and told_once.status = report.status
    and told_once.frequency is not distinct from report.frequency
    and told_once.breakdown = report.breakdown
    and told_once.place_code is not distinct from report.place_code
    and told_once.holder is not distinct from fold(report.organisation)
    and told_once.noun is not distinct from fold(report.unit_text)
    and told_once.period_kind = report.period_kind
    and told_once.period_start is not distinct from report.period_start
    and told_once.period_end is not distinct from nullif(report.period_end, reprint.published_on)
  group by report.observation_id
),
counted as (
  select
    report.observation_id,
    report.article_id,
    report.fact_key as own_key,
    coalesce(repeated.original_key, report.fact_key) as fact_key,
    report.value,
    report.value_high,
    report.denominator,
    report.qualifier,
    printed_step(report.span_text, report.value) as step,
    copied.article_id is not null as is_reprint,
    original.article_id as original_id,
    coalesce(original.source_host, original.article_id) as source,
    original.published_on,
    case
      when json_exists(report.breakdown, 'other') or report.place_rule in ('ambiguous', 'below_commune')
        then concat_ws('|', original.article_id, report.breakdown, fold(report.organisation))
      else ''
    end as scope
  from internal.observation_rows as report
  left join main.duplicates as copied
    on copied.article_id = report.article_id
  left join repeated
    on repeated.observation_id = report.observation_id
  join main.articles as original
    on original.article_id = coalesce(copied.duplicate_of, report.article_id)
  where report.fact_key in (select fact_key from touched_facts)
    or repeated.observation_id is not null
),
unlike as (
  select distinct fact_key, scope
  from (
    select fact_key, scope
    from counted
    group by fact_key, scope, article_id
    having not ${agrees}
  )
)
select
  counted.*,
  unlike.fact_key is null as is_comparable,
  counted.scope || case
    when unlike.fact_key is null then ''
    else '=' || concat_ws('/', counted.value, counted.value_high, counted.denominator)
  end as facet
from counted
left join unlike
  on unlike.fact_key = counted.fact_key and unlike.scope = counted.scope
where counted.fact_key in (select fact_key from touched_facts);

delete from internal.facts
where fact_key in (select fact_key from touched_facts);

insert into internal.facts
with values_told as (
  select fact_key, facet, value, count(distinct source) as told_by
  from touched_reports
  group by fact_key, facet, value
),
ranked as (
  select
    report.fact_key,
    report.facet,
    report.observation_id,
    row_number() over (
      partition by report.fact_key, report.facet
      order by values_told.told_by desc, report.is_reprint, report.published_on desc nulls last, report.observation_id
    ) as place
  from touched_reports as report
  join values_told
    on values_told.fact_key = report.fact_key and values_told.facet = report.facet and values_told.value = report.value
),
judged as (
  select
    fact_key,
    facet,
    count(distinct source) as report_count,
    count(distinct original_id) as article_count,
    bool_and(is_comparable) as is_comparable,
    ${agrees} as agrees,
    list(distinct value order by value) as reported_values
  from touched_reports
  group by fact_key, facet
)
select
  judged.fact_key,
  judged.facet,
  ranked.observation_id,
  judged.report_count,
  judged.article_count,
  judged.is_comparable,
  judged.agrees,
  case when not judged.agrees then judged.reported_values end as conflicting_values
from judged
join ranked
  on ranked.fact_key = judged.fact_key and ranked.facet = judged.facet and ranked.place = 1;

delete from internal.reports_apart
where fact_key in (select fact_key from touched_facts);

insert into internal.reports_apart
select observation_id, fact_key, facet
from touched_reports
where fact_key <> own_key or facet <> '';
