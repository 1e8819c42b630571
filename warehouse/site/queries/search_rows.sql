-- The figures a search finds, a page of them.
select * exclude (folded_words)
from pages.main.shown
where ${condition}
order by ${order}
limit $$most
offset $$skipped
