-- Figures of a place itself, by indicator, the newest first.
select place_code as asked, * exclude (folded_words)
from pages.main.shown
where place_code in (select unnest($asked))
qualify row_number() over (
  partition by place_code
  order by indicator = 'other', indicator, coalesce(period_end, published_on) desc nulls last, observation_id
) <= $most
order by indicator = 'other', indicator, coalesce(period_end, published_on) desc nulls last, observation_id
