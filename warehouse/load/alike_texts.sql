-- Pairs of texts that are near-duplicates.
select distinct text_key_a, text_key_b, similarity
from internal.text_pairs
where similarity >= ${threshold}
order by text_key_a, text_key_b
