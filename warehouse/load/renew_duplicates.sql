-- Renew `duplicates`: every article of a text that repeats another one, and every further article of one text.
delete from main.duplicates;

insert into main.duplicates
select
  held.article_id,
  coalesce(original.article_id, ranked.article_id) as duplicate_of,
  coalesce(repeated.similarity, 1.0) as similarity,
  case when repeated.text_key is null then 'exact' else 'minhash' end as method,
  case when run.sequence >= source_run.sequence then article.run_id else source.run_id end as run_id
from internal.article_texts as held
join text_ranks as ranked
  on ranked.text_key = held.text_key
left join repeated_texts as repeated
  on repeated.text_key = held.text_key
left join text_ranks as original
  on original.text_key = repeated.original_key
join main.articles as article
  on article.article_id = held.article_id
join main.articles as source
  on source.article_id = coalesce(original.article_id, ranked.article_id)
join internal.loaded_runs as run
  on run.run_id = article.run_id
join internal.loaded_runs as source_run
  on source_run.run_id = source.run_id
where coalesce(original.article_id, ranked.article_id) <> held.article_id;
