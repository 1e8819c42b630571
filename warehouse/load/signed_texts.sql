-- Which of the articles taken in has which text, and which of their texts falls into which bucket.
create or replace temp table signed_articles as
select article_id, text_key
from signatures;

create or replace temp table signed_texts as
select text_key, unnest(any_value(buckets)) as bucket
from signatures
group by text_key
