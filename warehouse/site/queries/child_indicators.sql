-- One indicator that units within a place report, and how many of them do.
select shown.parent_code as asked, shown.indicator, any_value(shown.indicator_vi) as indicator_vi, any_value(shown.indicator_en) as indicator_en,
  count(distinct shown.place_code) as places, count(*) as figures
from pages.main.shown as shown
where shown.parent_code in (select unnest($asked))
  and shown.indicator <> 'other'
group by shown.parent_code, shown.indicator
qualify row_number() over (partition by shown.parent_code order by places desc, figures desc, shown.indicator) <= 12
order by places desc, figures desc, shown.indicator
