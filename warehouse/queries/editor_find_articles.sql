-- editor: Which articles speak of "đảng viên" (or other words), typed with or without tone marks?
-- $words = 'dang vien': Words that the article holds.
select title, published_on, source_host, snippet
from find_articles($words)
limit 20
