-- Pairs that nobody has compared yet.
select distinct wanted.text_key_a, wanted.text_key_b
from wanted_pairs as wanted
anti join internal.text_pairs as known
  on known.text_key_a = wanted.text_key_a and known.text_key_b = wanted.text_key_b
order by wanted.text_key_a, wanted.text_key_b
