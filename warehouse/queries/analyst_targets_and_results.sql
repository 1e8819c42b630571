-- analyst: Which targets have a result for the same indicator and organisation, and was the target reached?
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
where aimed.status = 'target'
  and aimed.indicator <> 'other'
order by reached_share desc nulls last, aimed.organisation
limit 100
