-- Articles whose reports may count otherwise: changed ones, repeats that began, ended or changed, repeats of changed ones,
-- and the originals of all these, because a repeat counts with its original.
create or replace temp table touched_articles as
with changed as (
  select article_id from cleaned_change
  union
  select article_id from extracted_change
),
paired as (
  select article_id, duplicate_of
  from main.duplicates
  where article_id in (select article_id from changed) or duplicate_of in (select article_id from changed)
  union
  (select article_id, duplicate_of from duplicates_before except select article_id, duplicate_of from main.duplicates)
  union
  (select article_id, duplicate_of from main.duplicates except select article_id, duplicate_of from duplicates_before)
)
select article_id from changed
union
select article_id from paired
union
select duplicate_of from paired
