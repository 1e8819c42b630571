-- One indicator that units within a place report, and how many of them do.
select shown.indicator, any_value(shown.indicator_vi) as indicator_vi, any_value(shown.indicator_en) as indicator_en,
  count(distinct shown.place_code) as places, count(*) as figures
from pages.main.shown as shown
where shown.parent_code = $place
  and shown.indicator <> 'other'
group by shown.indicator
order by places desc, figures desc, shown.indicator
limit 12
