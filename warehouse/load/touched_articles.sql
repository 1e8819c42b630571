-- Articles whose reports may count otherwise: changed ones, repeats that began, ended or changed, and repeats of changed ones.
create or replace temp table touched_articles as
select article_id from cleaned_change
union
select article_id from extracted_change
union
select article_id from main.duplicates
where duplicate_of in (select article_id from cleaned_change)
union
select article_id from (
  (select article_id, duplicate_of from duplicates_before except select article_id, duplicate_of from main.duplicates)
  union
  (select article_id, duplicate_of from main.duplicates except select article_id, duplicate_of from duplicates_before)
)
