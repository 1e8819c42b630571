-- Renew the touched facts: which report speaks for each, how many independent sources report it, and whether they agree.
-- Reprints count with the article they repeat; a source is a host, or an article that names none.
delete from internal.facts
where fact_key in (select fact_key from touched_facts);

insert into internal.facts
with sourced as (
  select
    report.fact_key,
    report.observation_id,
    report.value,
    report.value_high,
    report.denominator,
    report.qualifier,
    printed_step(report.span_text, report.value) as step,
    copied.article_id is not null as is_reprint,
    original.article_id as original_id,
    coalesce(original.source_host, original.article_id) as source,
    original.published_on
  from main.observations as report
  left join main.duplicates as copied
    on copied.article_id = report.article_id
  join main.articles as original
    on original.article_id = coalesce(copied.duplicate_of, report.article_id)
  where report.fact_key in (select fact_key from touched_facts)
),
values_told as (
  select
    fact_key,
    value,
    count(distinct source) as told_by
  from sourced
  group by fact_key, value
),
ranked as (
  select
    sourced.fact_key,
    sourced.observation_id,
    row_number() over (
      partition by sourced.fact_key
      order by values_told.told_by desc, sourced.is_reprint, sourced.published_on desc nulls last, sourced.observation_id
    ) as place
  from sourced
  join values_told
    on values_told.fact_key = sourced.fact_key and values_told.value = sourced.value
),
judged as (
  select
    fact_key,
    count(distinct source) as report_count,
    count(distinct original_id) as article_count,
    count(distinct coalesce(denominator, -1)) = 1
      and max(reported_low(value, qualifier, step))
        < min(reported_high(value, value_high, qualifier, step)) - 0.001 * min(step) as agrees,
    list(distinct value order by value) as reported_values
  from sourced
  group by fact_key
)
select
  judged.fact_key,
  ranked.observation_id,
  judged.report_count,
  judged.article_count,
  judged.agrees,
  case when not judged.agrees then judged.reported_values end as conflicting_values
from judged
join ranked
  on ranked.fact_key = judged.fact_key and ranked.place = 1;
