-- One indicator that units within a place report, and how many of them do.
select parent_code as asked, indicator, indicator_vi, indicator_en, places, figures
from pages.main.within
where parent_code in (select unnest($asked))
order by places desc, figures desc, indicator
