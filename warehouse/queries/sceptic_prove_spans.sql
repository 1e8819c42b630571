-- sceptic: Can every figure be found again at its place in the text, character by character?
select
  count(*) as figures,
  count(*) filter (where substr(article.text, report.span_start + 1, report.span_end - report.span_start) = report.span_text) as re_proved
from observations as report
join articles as article
  on article.article_id = report.article_id
