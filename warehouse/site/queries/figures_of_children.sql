-- Figures of one indicator of the units that lie in a place.
select * exclude (folded_words)
from pages.main.shown
where parent_code = $place
  and indicator = $indicator
order by place_code, coalesce(period_end, published_on) desc nulls last, observation_id
limit $most
