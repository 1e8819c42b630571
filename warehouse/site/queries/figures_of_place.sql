-- Figures of a place itself, by indicator, the newest first.
select * exclude (folded_words)
from pages.main.shown
where place_code = $place
order by indicator = 'other', indicator, coalesce(period_end, published_on) desc nulls last, observation_id
limit $most
