-- One number that no rule explains, with the words around it: what to teach next.
-- context: Sixty characters before it, the number in brackets, sixty after it.
select
  number.article_id,
  number.span_start,
  number.span_end,
  number.span_text,
  number.rule,
  replace(substr(article.text, greatest(1, number.span_start - 59), least(60, number.span_start)), chr(10), ' ')
    || '[' || number.span_text || ']'
    || replace(substr(article.text, number.span_end + 1, 60), chr(10), ' ') as context,
  article.title,
  article.source_host,
  article.source_uri,
  number.run_id
from main.numbers as number
join main.articles as article
  on article.article_id = number.article_id
where number.disposition = 'unexplained'
