-- One kind of figure of an indicator that can share an axis: its measure and unit.
select measure, unit, any_value(unit_vi) as unit_vi, count(*) as figures
from pages.main.shown
where indicator = $indicator
group by measure, unit
order by figures desc, measure, unit
