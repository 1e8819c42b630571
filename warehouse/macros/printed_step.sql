-- How fine a number was printed: the worth of its last digit. '67,17' 0.01, '2.804' 1, '1,2 triệu' 100000, words 1.
-- The digits of the first number in the span are weighed against the value; where several numbers make one value
-- ('394 tỷ 581 triệu') the zeros at its end tell.
create or replace macro printed_step(span_text, number) as
  case
    when not regexp_matches(span_text, '[0-9]') then 1.0
    when number = 0 then power(10, -length(regexp_extract(span_text, '[0-9],([0-9]+)', 1)))
    else (
      select
        case
          when printed > 0 and abs(number / printed / power(10, round(log10(abs(number) / printed))) - 1) < 1e-9
            then power(10, round(log10(abs(number) / printed)))
          else power(10, length(regexp_extract(printf('%.0f', number::double), '(0*)$', 1)))
        end
      from (
        select try_cast(regexp_replace(regexp_extract(span_text, '[0-9][0-9.,]*'), '[^0-9]', '', 'g') as double) as printed
      )
    )
  end;
