-- Renew the pairs of the touched buckets, with what is known already and what was compared just now.
create or replace temp table known_pairs as
select distinct text_key_a, text_key_b, similarity
from internal.text_pairs
where (text_key_a, text_key_b) in (select text_key_a, text_key_b from wanted_pairs)
union
select text_key_a, text_key_b, similarity from compared_pairs;

delete from internal.text_pairs
where bucket in (select bucket from touched_buckets);

insert into internal.text_pairs
select wanted.bucket, wanted.text_key_a, wanted.text_key_b, known.similarity
from wanted_pairs as wanted
join known_pairs as known
  on known.text_key_a = wanted.text_key_a and known.text_key_b = wanted.text_key_b;
