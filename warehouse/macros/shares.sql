-- Shares of one indicator (per cent of a whole), of the whole and as it was: no other kind of number, no slice, no target. of_status := 'target'
-- gives aims, of_slice := null every slice: from shares('poverty_rate').
create or replace macro shares(code, of_status := 'actual', of_slice := '{}', attached_as := null) as table
  select *
  from ${figures}
  where indicator = code
    and measure = 'share'
    and status = of_status
    and (of_slice is null or breakdown = of_slice)
  order by period_end desc nulls last, published_on desc nulls last, observation_id;
