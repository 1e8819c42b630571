-- Articles that verdicts may be about: by identity, or by the length of a text that may have moved.
select article_id, source_uri, title, author, published_at, published_on, source_url, view_count, text, run_id
from articles
where article_id in (select unnest($ids))
  or text_chars in (select unnest($sizes::bigint[]))
order by article_id
