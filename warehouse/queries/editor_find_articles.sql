-- editor: Which articles speak of "đảng viên", typed with or without tone marks?
select title, published_on, source_host, snippet
from find_articles('dang vien')
limit 20
