-- Is every article's text what its columns say? NFC, without invisible characters, as long as text_chars, folded letter by letter.
-- Normalising is slow, so only texts with combining marks or letters that have a canonical other form are normalised.
with judged as (
  select
    unnest([
      {'rule_id': 'articles.text.nfc', 'severity': 'critical', 'holds': not regexp_matches(text, '[\x{0300}-\x{036F}\x{1F71}-\x{1F7D}\x{2126}\x{212A}\x{212B}]') or text = nfc_normalize(text),
        'meaning': 'The text is NFC, so that spans and searches mean the same characters everywhere.'},
      {'rule_id': 'articles.text.visible', 'severity': 'critical',
        'holds': not regexp_matches(text, '[\x{00AD}\x{200B}-\x{200F}\x{2060}\x{FEFF}\x{00A0}\x{00D0}\r\t]'),
        'meaning': 'The text holds no invisible characters, odd spaces or the letter Ð of another alphabet.'},
      {'rule_id': 'articles.text_chars.equal', 'severity': 'critical', 'holds': text_chars = length(text),
        'meaning': 'text_chars is the length of the text.'},
      {'rule_id': 'articles.text_folded.aligned', 'severity': 'warning', 'holds': length(text_folded) = length(text),
        'meaning': 'The folded text is as long as the text, so that places in one are places in the other.'},
      {'rule_id': 'articles.text_folded.plain', 'severity': 'warning', 'holds': not regexp_matches(text_folded, '[A-ZđĐăâêôơưĂÂÊÔƠƯ]'),
        'meaning': 'The folded text has no capitals and no marked Vietnamese letters.'},
      {'rule_id': 'articles.title.leads', 'severity': 'warning', 'holds': title is null or starts_with(text, title),
        'meaning': 'The text begins with the title.'}
    ]) as rule,
    article_id
  from main.articles
)
select
  rule.rule_id as rule_id,
  'articles' as table_name,
  any_value(rule.severity) as severity,
  any_value(rule.meaning) as meaning,
  count(*)::bigint as evaluated_count,
  count(*) filter (where not rule.holds)::bigint as failing_count,
  coalesce(to_json((list(article_id order by article_id) filter (where not rule.holds))[:100])::varchar, '[]') as failing_ids,
  count(*) filter (where rule.holds) || ' hold' as observed
from judged
group by rule.rule_id
order by rule_id
