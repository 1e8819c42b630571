-- Pairs of texts to compare in the touched buckets: every text with the first few of its bucket, so that a bucket of
-- n alike texts costs a multiple of n comparisons and not n squared.
create or replace temp table wanted_pairs as
with members as (
  select
    held.bucket,
    held.text_key,
    ranked.rank,
    row_number() over (partition by held.bucket order by ranked.rank) as place
  from internal.text_buckets as held
  join touched_buckets as touched
    on touched.bucket = held.bucket
  join text_ranks as ranked
    on ranked.text_key = held.text_key
)
select
  leader.bucket,
  least(leader.text_key, member.text_key) as text_key_a,
  greatest(leader.text_key, member.text_key) as text_key_b
from members as leader
join members as member
  on member.bucket = leader.bucket and member.place > leader.place
where leader.place <= ${leaders}
