-- Texts whose set of articles changes: those of changed articles as they were and as they are now.
create or replace temp table touched_texts as
select text_key from internal.article_texts where article_id in (select article_id from cleaned_change)
union
select text_key from signed_articles
