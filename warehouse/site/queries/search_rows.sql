-- The figures a search finds, a page of them; each row says how many there are in all.
with found as (
  select rowid as at, count(*) over () as found
  from pages.main.shown
  where ${condition}
  order by ${order}
  limit $$most
  offset $$skipped
)
select found.found, shown.*
from found
join pages.main.shown as shown
  on shown.rowid = found.at
order by ${order}
