-- Buckets that a touched text is in, was in, or comes into.
create or replace temp table touched_buckets as
select distinct bucket from internal.text_buckets where text_key in (select text_key from touched_texts)
union
select distinct bucket from signed_texts
