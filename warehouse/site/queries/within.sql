-- One indicator that units within a place report, how many of them do, and how often; the twelve that most units report.
create or replace table pages.main.within as
select parent_code, indicator, any_value(indicator_vi) as indicator_vi, any_value(indicator_en) as indicator_en,
  count(distinct place_code) as places, count(*) as figures
from pages.main.shown
where parent_code is not null
  and indicator <> 'other'
group by parent_code, indicator
qualify row_number() over (partition by parent_code order by places desc, figures desc, indicator) <= 12
