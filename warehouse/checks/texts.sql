-- Is every article's text what its columns say? NFC, without invisible characters, as long as text_chars, folded letter by letter.
-- Normalising is slow, so only texts with combining marks or letters that have a canonical other form are normalised
-- (`case`, because both sides of an `or` would be computed for every row).
with proved as (
  select
    article_id,
    case
      when regexp_matches(text, '[\x{0300}-\x{036F}\x{1F71}-\x{1F7D}\x{2126}\x{212A}\x{212B}]') then text = nfc_normalize(text)
      else true
    end as is_nfc,
    not regexp_matches(text, '[\x{00AD}\x{200B}-\x{200F}\x{2060}\x{FEFF}\x{00A0}\x{00D0}\r\t]') as is_visible,
    text_chars = length(text) as is_counted,
    length(text_folded) = length(text) as is_aligned,
    not regexp_matches(text_folded, '[A-ZđĐăâêôơưĂÂÊÔƠƯ]') as is_plain,
    title is null or starts_with(text, title) as is_led
  from main.articles
),
judged as (
  select
    count(*) as evaluated,
    unnest([
      {'rule_id': 'articles.text.nfc', 'severity': 'critical',
        'meaning': 'The text is NFC, so that spans and searches mean the same characters everywhere.',
        'ids': list(article_id) filter (where not is_nfc)},
      {'rule_id': 'articles.text.visible', 'severity': 'critical',
        'meaning': 'The text holds no invisible characters, odd spaces or the letter Ð of another alphabet.',
        'ids': list(article_id) filter (where not is_visible)},
      {'rule_id': 'articles.text_chars.equal', 'severity': 'critical',
        'meaning': 'text_chars is the length of the text.',
        'ids': list(article_id) filter (where not is_counted)},
      {'rule_id': 'articles.text_folded.aligned', 'severity': 'warning',
        'meaning': 'The folded text is as long as the text, so that places in one are places in the other.',
        'ids': list(article_id) filter (where not is_aligned)},
      {'rule_id': 'articles.text_folded.plain', 'severity': 'warning',
        'meaning': 'The folded text has no capitals and no marked Vietnamese letters.',
        'ids': list(article_id) filter (where not is_plain)},
      {'rule_id': 'articles.title.leads', 'severity': 'warning',
        'meaning': 'The text begins with the title.',
        'ids': list(article_id) filter (where not is_led)}
    ]) as rule
  from proved
)
select
  rule.rule_id as rule_id,
  'articles' as table_name,
  rule.severity as severity,
  rule.meaning as meaning,
  evaluated::bigint as evaluated_count,
  coalesce(len(rule.ids), 0)::bigint as failing_count,
  coalesce(to_json(list_sort(rule.ids)[:100])::varchar, '[]') as failing_ids,
  'row' as scope,
  case when rule.severity = 'critical' then [{'article_id': id, 'item_id': id} for id in rule.ids] end as faults,
  (evaluated - coalesce(len(rule.ids), 0)) || ' hold' as observed
from judged
order by rule_id
