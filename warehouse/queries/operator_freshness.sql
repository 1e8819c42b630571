-- operator: How fresh is the warehouse?
select *
from freshness
