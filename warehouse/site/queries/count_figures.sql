-- How many figures the pages show.
select count(*) as figures
from pages.main.shown
