-- One unit that lies in a place, and how many figures it has.
select located.place_code, located.full_name as place_name, located.level, count(shown.observation_id) as figures
from pages.main.located as located
left join pages.main.shown as shown
  on $place <> '' and (shown.place_code = located.place_code or shown.parent_code = located.place_code)
where located.parent_code = $place
  and located.era = $era
group by all
order by figures desc, located.place_code
