-- Counts of one indicator (how many there are or were), of the whole and as it was: no other kind of number, no slice, no target. of_status := 'target'
-- gives aims, of_slice := null every slice: from counts('party_members').
create or replace macro counts(code, of_status := 'actual', of_slice := '{}', attached_as := null) as table
  select *
  from ${figures}
  where indicator = code
    and measure = 'count'
    and status = of_status
    and (of_slice is null or breakdown = of_slice)
  order by period_end desc nulls last, published_on desc nulls last, observation_id;
