-- A checksum of the rows of ${table}, whatever their order, run columns aside: how many, and the sum of their hashes.
select count(*) || ':' || coalesce(sum(hash(${columns})::hugeint), 0)
from main.${table}
