-- Articles that hold all the words, with or without tone marks, the whole phrase first: from find_articles('phat trien dang vien').
create or replace macro find_articles(words, attached_as := null) as table
  select
    article.article_id,
    article.title,
    article.published_on,
    article.source_host,
    contains(article.text_folded, ${fold(trim(words))}) as has_phrase,
    substr(
      article.text,
      greatest(1, coalesce(nullif(strpos(article.text_folded, ${fold(trim(words))}), 0),
        strpos(article.text_folded, split_part(${fold(trim(words))}, ' ', 1))) - 60),
      160
    ) as snippet,
    article.source_uri
  from ${articles} as article
  where (
    select bool_and(contains(article.text_folded, word))
    from (select unnest(string_split(${fold(trim(words))}, ' ')) as word)
  )
  order by has_phrase desc, published_on desc nulls last, article_id;
