-- The figures a search finds, in the columns of the view figures.
select * exclude (folded_words, parent_code, province_code, span_start, span_end, sentence_start)
from pages.main.shown
where ${condition}
order by ${order}
