-- editor: Which articles repeat another one, and who printed it first?
select
  original.title,
  original.source_host as first_printed_by,
  original.published_on as first_printed_on,
  repeated.source_host as repeated_by,
  repeated.published_on as repeated_on,
  copied.similarity,
  copied.method
from duplicates as copied
join articles as original
  on original.article_id = copied.duplicate_of
join articles as repeated
  on repeated.article_id = copied.article_id
order by first_printed_on desc nulls last, original.title, repeated.source_uri
limit 100
