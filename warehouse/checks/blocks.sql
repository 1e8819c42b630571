-- Do the blocks of a page prove its text? Kept blocks lie in the text, do not overlap and leave only line breaks between them.
with kept as (
  select
    block.article_id,
    block.block_no,
    block.text_start,
    block.text_end,
    article.text_chars,
    lead(block.text_start) over (partition by block.article_id order by block.text_start, block.text_end) as next_start
  from main.blocks as block
  left join main.articles as article
    on article.article_id = block.article_id
  where block.kept
),
covered as (
  select article_id, sum(text_end - text_start) + count(*) - 1 as chars, any_value(text_chars) as text_chars
  from kept
  group by article_id
),
judged as (
  select
    'blocks.offsets.present' as rule_id,
    'critical' as severity,
    'A kept block has offsets and no dropped text; a dropped block has its text and no offsets.' as meaning,
    article_id,
    article_id || '/' || block_no as id,
    case
      when kept then text_start is not null and text_end is not null and dropped_text is null
      else text_start is null and text_end is null and dropped_text is not null
    end as holds
  from main.blocks
  union all
  select
    'blocks.offsets.in_text',
    'critical',
    'A kept block lies within the text of its article.',
    article_id,
    article_id || '/' || block_no,
    coalesce(text_start < text_end and text_end <= text_chars, false)
  from kept
  union all
  select
    'blocks.offsets.apart',
    'critical',
    'Kept blocks do not overlap.',
    article_id,
    article_id || '/' || block_no,
    coalesce(next_start >= text_end, true)
  from kept
  union all
  select
    'blocks.offsets.cover',
    'warning',
    'Kept blocks, one a line, make up the whole text.',
    article_id,
    article_id,
    coalesce(chars = text_chars, false)
  from covered
  union all
  select
    'blocks.lines.ordered',
    'critical',
    'A block ends on its first line or later.',
    article_id,
    article_id || '/' || block_no,
    line_end >= line_start
  from main.blocks
)
select
  rule_id,
  'blocks' as table_name,
  any_value(severity) as severity,
  any_value(meaning) as meaning,
  count(*)::bigint as evaluated_count,
  count(*) filter (where not holds)::bigint as failing_count,
  coalesce(to_json((list(id order by id) filter (where not holds))[:100])::varchar, '[]') as failing_ids,
  'row' as scope,
  list(distinct {'article_id': article_id, 'item_id': article_id}) filter (where not holds and severity = 'critical') as faults,
  count(*) filter (where holds) || ' hold' as observed
from judged
group by rule_id
order by rule_id
