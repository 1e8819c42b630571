-- One unit that lies in a place, of the same division, and how many figures it has.
select parent.place_code as asked, located.place_code, located.full_name as place_name, located.level, coalesce(counted.figures, 0) as figures
from pages.main.located as located
join pages.main.located as parent
  on parent.place_code = located.parent_code and parent.era = located.era
left join pages.main.counted as counted
  on counted.place_code = located.place_code
where parent.place_code in (select unnest($asked))
order by figures desc, located.place_code
