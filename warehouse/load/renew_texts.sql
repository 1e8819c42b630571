-- Renew which article has which text, and which text is in which bucket.
delete from internal.article_texts
where article_id in (select article_id from cleaned_change);

insert into internal.article_texts
select article_id, text_key from signed_articles;

delete from internal.text_buckets
where text_key in (select text_key from touched_texts)
  and text_key not in (select text_key from internal.article_texts);

insert into internal.text_buckets
select signed.text_key, signed.bucket
from signed_texts as signed
where signed.text_key not in (select text_key from internal.text_buckets);
