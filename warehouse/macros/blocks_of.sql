-- Every block of one page in order, kept or dropped, with its text and the rule that decided: from blocks_of('…').
create or replace macro blocks_of(id, attached_as := null) as table
  select
    block.block_no,
    block.line_start,
    block.line_end,
    block.kind,
    block.kept,
    block.rule,
    coalesce(block.dropped_text, substr(article.text, block.text_start + 1, block.text_end - block.text_start)) as block_text
  from ${blocks} as block
  join ${articles} as article
    on article.article_id = block.article_id
  where block.article_id = id
  order by block.block_no;
