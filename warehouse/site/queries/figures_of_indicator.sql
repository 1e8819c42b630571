-- Figures of an indicator, the newest first.
select * exclude (folded_words)
from pages.main.shown
where indicator = $indicator
order by coalesce(period_end, published_on) desc nulls last, observation_id
limit $most
