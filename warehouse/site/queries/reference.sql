-- The digest of the seeds that the names of indicators, units and places come from.
select reference_sha256
from internal.build_info
