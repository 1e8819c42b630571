-- The figures a search finds, in the columns of the view figures.
select *
from figures
where observation_id in (select shown.observation_id from pages.main.shown as shown where ${condition})
order by ${order}
