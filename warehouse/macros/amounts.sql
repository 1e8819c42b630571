-- Amounts of one indicator (money, area, mass, length or time; mind the unit), of the whole and as it was: no other kind of number, no slice, no target. of_status := 'target'
-- gives aims, of_slice := null every slice: from amounts('investment').
create or replace macro amounts(code, of_status := 'actual', of_slice := '{}', attached_as := null) as table
  select *
  from ${figures}
  where indicator = code
    and measure = 'amount'
    and status = of_status
    and (of_slice is null or breakdown = of_slice)
  order by period_end desc nulls last, published_on desc nulls last, observation_id;
