-- How the figures of two warehouse files differ: added, removed, changed, one row each; equal ones are only counted.
-- A figure is paired with its other self by article, span text, folded sentence and occurrence, not by id: a rule that
-- reads another indicator into the same characters changed the figure, it did not remove and add one.
create or replace temp table figure_diff as
with changed_articles as (
  select article_id from (
    select distinct article_id, run_id from before.main.observations
    except
    select distinct article_id, run_id from after.main.observations
  )
  union
  select article_id from (
    select distinct article_id, run_id from after.main.observations
    except
    select distinct article_id, run_id from before.main.observations
  )
),
told_before as (
  select
    report.*,
    lower(strip_accents(replace(lower(substr(article.text, report.sentence_start + 1, report.sentence_end - report.sentence_start)), 'đ', 'd'))) as folded,
    substr(article.text, report.sentence_start + 1, report.sentence_end - report.sentence_start) as sentence,
    article.source_uri
  from before.main.observations as report
  join before.main.articles as article
    on article.article_id = report.article_id
  where report.article_id in (select article_id from changed_articles)
),
told_after as (
  select
    report.*,
    lower(strip_accents(replace(lower(substr(article.text, report.sentence_start + 1, report.sentence_end - report.sentence_start)), 'đ', 'd'))) as folded,
    substr(article.text, report.sentence_start + 1, report.sentence_end - report.sentence_start) as sentence,
    article.source_uri
  from after.main.observations as report
  join after.main.articles as article
    on article.article_id = report.article_id
  where report.article_id in (select article_id from changed_articles)
),
numbered_before as (
  select *, row_number() over (partition by article_id, span_text, folded order by span_start) as occurrence
  from told_before
),
numbered_after as (
  select *, row_number() over (partition by article_id, span_text, folded order by span_start) as occurrence
  from told_after
),
paired as (
  select
    coalesce(b.article_id, a.article_id) as article_id,
    coalesce(a.source_uri, b.source_uri) as source_uri,
    coalesce(b.span_text, a.span_text) as span_text,
    coalesce(a.sentence, b.sentence) as sentence,
    b.observation_id as before_id,
    a.observation_id as after_id,
    case when b.observation_id is not null then struct_pack(${before_values}) end as before_values,
    case when a.observation_id is not null then struct_pack(${after_values}) end as after_values,
    list_filter([${changed_columns}], lambda name: name is not null) as columns
  from numbered_before as b
  full join numbered_after as a
    on a.article_id = b.article_id
    and a.span_text = b.span_text
    and a.folded = b.folded
    and a.occurrence = b.occurrence
)
select
  case
    when before_id is null then 'added'
    when after_id is null then 'removed'
    when len(columns) > 0 then 'changed'
    else 'equal'
  end as change,
  article_id,
  source_uri,
  span_text,
  sentence,
  before_id,
  after_id,
  case when before_id is not null and after_id is not null then columns end as columns,
  to_json(before_values)::varchar as before_values,
  to_json(after_values)::varchar as after_values
from paired
