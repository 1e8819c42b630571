-- One indicator with what is known of it; those without a figure last.
select
  named.indicator,
  named.label_vi as indicator_vi,
  named.label_en as indicator_en,
  named.topic,
  named.kind,
  count(shown.observation_id) as figures,
  min(shown.year) as first_year,
  max(shown.year) as last_year,
  count(distinct shown.place_code) as places,
  count(*) filter (where not shown.agrees) as conflicts
from indicators as named
left join pages.main.shown as shown
  on shown.indicator = named.indicator
group by all
order by figures desc, named.indicator
