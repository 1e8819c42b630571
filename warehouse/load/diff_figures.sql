-- How the figures of two warehouse files differ: added, removed, changed, one row each; equal ones are only counted.
-- A figure is paired with its other self by its words, not by id: a rule that reads another indicator into the same characters
-- changed the figure, it did not remove and add one. Three ways, each for what the one before left over, within one article:
--   1. span text, folded sentence and occurrence
--   2. the place in the sentence, its numbers masked: the number itself was changed
--   3. the fact_key, where one figure of the article is left on either side: the sentence was rewritten
create or replace temp table told as
with changed_articles as (
  select article_id
  from (
    (select distinct article_id, run_id from before.main.observations
      except
      select distinct article_id, run_id from after.main.observations)
    union all
    (select distinct article_id, run_id from after.main.observations
      except
      select distinct article_id, run_id from before.main.observations)
  )
),
both_sides as (
  select 'before' as side, report.*, article.text, article.source_uri
  from before.main.observations as report
  join before.main.articles as article
    on article.article_id = report.article_id
  where report.article_id in (select article_id from changed_articles)
  union all by name  -- the file before may lack columns
  select 'after' as side, report.*, article.text, article.source_uri
  from after.main.observations as report
  join after.main.articles as article
    on article.article_id = report.article_id
  where report.article_id in (select article_id from changed_articles)
),
quoted as (
  select
    * exclude (text),
    substr(text, sentence_start + 1, sentence_end - sentence_start) as sentence,
    substr(text, sentence_start + 1, span_start - sentence_start) as words_before,
    substr(text, span_end + 1, sentence_end - span_end) as words_after
  from both_sides
),
folded as (
  select
    *,
    lower(strip_accents(replace(lower(sentence), 'đ', 'd'))) as folded,
    regexp_replace(
      lower(strip_accents(replace(lower(words_before || ' # ' || words_after), 'đ', 'd'))), '[0-9]+([.,/][0-9]+)*', '0', 'g'
    ) as masked
  from quoted
)
select
  *,
  row_number() over (partition by side, article_id, span_text, folded order by span_start, indicator, observation_id) as occurrence
from folded;

create or replace temp table figure_pairs as
select b.observation_id as before_id, a.observation_id as after_id
from told as b
join told as a
  on a.side = 'after'
  and a.article_id = b.article_id
  and a.span_text = b.span_text
  and a.folded = b.folded
  and a.occurrence = b.occurrence
where b.side = 'before';

create or replace temp view left_over as
select *
from told
where (side = 'before' and observation_id not in (select before_id from figure_pairs))
  or (side = 'after' and observation_id not in (select after_id from figure_pairs));

insert into figure_pairs
with placed as (
  select *, row_number() over (partition by side, article_id, masked order by span_start, indicator, observation_id) as turn
  from left_over
)
select b.observation_id, a.observation_id
from placed as b
join placed as a
  on a.side = 'after' and a.article_id = b.article_id and a.masked = b.masked and a.turn = b.turn
where b.side = 'before';

insert into figure_pairs
with alone as (
  select *
  from left_over
  qualify count(*) over (partition by side, article_id, fact_key) = 1
)
select b.observation_id, a.observation_id
from alone as b
join alone as a
  on a.side = 'after' and a.article_id = b.article_id and a.fact_key = b.fact_key
where b.side = 'before';

create or replace temp table figure_diff as
with ids as (
  select before_id, after_id from figure_pairs
  union all
  select
    case when side = 'before' then observation_id end,
    case when side = 'after' then observation_id end
  from left_over
),
paired as (
  select
    coalesce(b.article_id, a.article_id) as article_id,
    coalesce(a.source_uri, b.source_uri) as source_uri,
    coalesce(a.span_text, b.span_text) as span_text,
    coalesce(a.sentence, b.sentence) as sentence,
    ids.before_id,
    ids.after_id,
    case when ids.before_id is not null then struct_pack(${before_values}) end as before_values,
    case when ids.after_id is not null then struct_pack(${after_values}) end as after_values,
    list_filter([${changed_columns}], lambda name: name is not null) as columns
  from ids
  left join (from told where side = 'before') as b
    on b.observation_id = ids.before_id
  left join (from told where side = 'after') as a
    on a.observation_id = ids.after_id
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
