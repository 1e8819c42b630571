-- How many figures a search finds.
select count(*) as figures
from pages.main.shown
where ${condition}
