-- The least the world can be when a report is right: rounding and the qualifier (about: within a tenth) respected.
create or replace macro reported_low(number, qualifier, step) as
  case qualifier
    when 'about' then number - 0.1 * abs(number) - step / 2
    when 'nearly' then number - 0.1 * abs(number) - step / 2
    when 'at_most' then -1e300
    else number - step / 2
  end;
