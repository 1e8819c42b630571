-- editor: Which figures speak of "đảng viên" (or other words), typed with or without tone marks?
-- $words = 'dang vien': Words of the indicator, the noun, the holder, the place or the sentence.
select value, unit_text, indicator_vi, measure_vi, organisation, place_name, period_text, sentence, url
from find_figures($words)
limit 30
