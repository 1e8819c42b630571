-- analyst: Which targets have a result for the same indicator, holder, slice and period, and how far does it reach?
-- $indicator = '': Code of an indicator; all when empty.
-- $like = '': Words that the name of the organisation or place holds, with or without accents.
-- A flow is compared with a flow of the same first and last day, a state with the newest state within the year, month or day it was
-- aimed at: what five years should bring is no measure of what eight years brought.
select
  aimed.organisation,
  aimed.indicator_vi,
  aimed.measure_vi,
  aimed.value as target,
  reached.value as result,
  round(reached.value / nullif(aimed.value, 0), 3) as reached_share,
  aimed.unit,
  aimed.period_text as target_period,
  reached.period_text as result_period,
  aimed.period_start as from_day,
  aimed.period_end as to_day,
  aimed.url as target_url,
  reached.url as result_url
from figures as aimed
join figures as reached
  on reached.indicator = aimed.indicator
  and reached.measure = aimed.measure
  and reached.unit = aimed.unit
  and reached.breakdown = aimed.breakdown
  and reached.direction is not distinct from aimed.direction
  and reached.frequency is not distinct from aimed.frequency
  and reached.place_code is not distinct from aimed.place_code
  and fold(reached.organisation) is not distinct from fold(aimed.organisation)
  and reached.status = 'actual'
  and case
    when aimed.period_kind = 'as_of' and reached.period_kind = 'as_of'
      then aimed.period_end < aimed.period_start + interval 1 year
        and reached.period_start >= aimed.period_start
        and reached.period_end <= aimed.period_end
    else aimed.period_kind <> 'as_of'
      and reached.period_kind <> 'as_of'
      and reached.period_start = aimed.period_start
      and reached.period_end = aimed.period_end
  end
where aimed.status = 'target'
  and aimed.indicator <> 'other'
  and (aimed.organisation is not null or aimed.place_code is not null)
  and $indicator in ('', aimed.indicator)
  and contains(fold(concat_ws(' ', aimed.organisation, aimed.place_name)), fold($like))
qualify row_number() over (partition by aimed.observation_id order by reached.period_end desc, reached.observation_id) = 1
order by aimed.organisation, aimed.indicator, target
limit 100
