-- analyst: Which targets have a result for the same indicator, organisation and time, and how far does the last one reach?
select
  aimed.organisation,
  aimed.indicator_vi,
  aimed.value as target,
  reached.value as result,
  round(reached.value / nullif(aimed.value, 0), 3) as reached_share,
  aimed.unit,
  aimed.period_text as target_period,
  reached.period_text as result_period
from figures as aimed
join figures as reached
  on reached.indicator = aimed.indicator
  and reached.measure = aimed.measure
  and reached.unit = aimed.unit
  and reached.breakdown = aimed.breakdown
  and fold(reached.organisation) = fold(aimed.organisation)
  and reached.status = 'actual'
  and reached.period_end <= aimed.period_end
  and reached.period_end >= case aimed.period_kind when 'as_of' then date_trunc('year', aimed.period_end) else aimed.period_start end
where aimed.status = 'target'
  and aimed.indicator <> 'other'
qualify row_number() over (partition by aimed.observation_id order by reached.period_end desc, reached.observation_id) = 1
order by aimed.organisation, aimed.indicator, target
limit 100
