-- Where a figure comes from: it and every other report of the same fact, with sentence, article and rules: from explain_figure('…').
create or replace macro explain_figure(id, attached_as := null) as table
  select
    report.observation_id = id as is_asked_for,
    report.observation_id,
    report.value,
    report.value_high,
    report.denominator,
    report.unit,
    report.indicator,
    report.measure,
    report.qualifier,
    report.status,
    report.breakdown,
    report.organisation,
    report.place_code,
    report.place_rule,
    report.period_kind,
    report.period_start,
    report.period_end,
    report.period_text,
    report.span_start,
    report.span_end,
    report.span_text,
    substr(article.text, report.sentence_start + 1, report.sentence_end - report.sentence_start) as sentence,
    report.rule,
    report.warnings,
    report.correction,
    article.title,
    article.published_on,
    article.source_host,
    article.source_url,
    article.source_uri,
    report.url,
    copied.duplicate_of,
    report.fact_key,
    report.run_id
  from ${observations} as report
  join ${articles} as article
    on article.article_id = report.article_id
  left join ${duplicates} as copied
    on copied.article_id = report.article_id
  where report.observation_id in (
    select same.observation_id
    from ${reports} as same
    join ${reports} as asked
      on asked.counted_as = same.counted_as and asked.facet = same.facet
    where asked.observation_id = id
  )
  order by is_asked_for desc, published_on nulls last, observation_id;
