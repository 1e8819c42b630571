-- The most the world can be when a report is right: rounding and the qualifier (about: within a tenth) respected.
create or replace macro reported_high(number, number_high, qualifier, step) as
  case qualifier
    when 'about' then number + 0.1 * abs(number) + step / 2
    when 'over' then number + 0.1 * abs(number) + step / 2
    when 'at_least' then 1e300
    else coalesce(number_high, number) + step / 2
  end;
