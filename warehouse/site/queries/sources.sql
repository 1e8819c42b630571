-- One source with figures, the most frequent first.
select source_host, count(*) as figures
from pages.main.shown
where source_host is not null
group by source_host
order by figures desc, source_host
limit 300
