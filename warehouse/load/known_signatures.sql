-- Signatures of the articles that were taken in, as they were cleaned; those of another method than the one given are no use.
create or replace temp table signatures as
select
  stored.article_id,
  any_value(stored.text_key) as text_key,
  any_value(stored.buckets) as buckets
from lake_signatures as stored
join cleaned_change as taken
  on taken.article_id = stored.article_id and taken.run_id = stored.run_id
where stored.method = ?
group by stored.article_id
