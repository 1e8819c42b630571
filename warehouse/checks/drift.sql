-- Do the articles of the last run look like those before? Shares and counts that moved far are worth a look before trusting the night.
-- Judged only when the last run brought thirty articles or more beside thirty older ones; always a warning, never a stop.
with last_run as (
  select max(run_id) as run_id from main.articles
),
measured as (
  select
    article.article_id,
    article.run_id = last_run.run_id as is_new,
    (article.published_on is null)::int as no_day,
    (article.title is null)::int as no_title,
    article.boilerplate_share,
    coalesce(figures.held, 0) as figures,
    coalesce(figures.no_organisation, 0) as no_organisation,
    coalesce(figures.no_indicator, 0) as no_indicator
  from main.articles as article
  cross join last_run
  left join (
    select
      article_id,
      count(*) as held,
      count(*) filter (where organisation is null) as no_organisation,
      count(*) filter (where indicator = 'other') as no_indicator
    from main.observations
    group by article_id
  ) as figures
    on figures.article_id = article.article_id
),
unexplained as (
  select
    article.run_id = last_run.run_id as is_new,
    avg((number.disposition = 'unexplained')::int) as share
  from main.numbers as number
  join main.articles as article
    on article.article_id = number.article_id
  cross join last_run
  group by article.run_id = last_run.run_id
),
totals as (
  select
    count(*) filter (where is_new) as new_articles,
    count(*) filter (where not is_new) as old_articles,
    unnest([
      {'rule_id': 'articles.published_on.drift', 'table_name': 'articles', 'what': 'share of articles without a day',
        'now': avg(no_day) filter (where is_new), 'before': avg(no_day) filter (where not is_new), 'limit': 0.2, 'is_ratio': false},
      {'rule_id': 'articles.title.drift', 'table_name': 'articles', 'what': 'share of articles without a title',
        'now': avg(no_title) filter (where is_new), 'before': avg(no_title) filter (where not is_new), 'limit': 0.2, 'is_ratio': false},
      {'rule_id': 'articles.boilerplate_share.drift', 'table_name': 'articles', 'what': 'mean share of boilerplate',
        'now': avg(boilerplate_share) filter (where is_new), 'before': avg(boilerplate_share) filter (where not is_new), 'limit': 0.2, 'is_ratio': false},
      {'rule_id': 'observations.rows.drift', 'table_name': 'observations', 'what': 'figures per article',
        'now': avg(figures) filter (where is_new), 'before': avg(figures) filter (where not is_new), 'limit': 2.0, 'is_ratio': true},
      {'rule_id': 'observations.organisation.drift', 'table_name': 'observations', 'what': 'share of figures without an organisation',
        'now': sum(no_organisation) filter (where is_new) / nullif(sum(figures) filter (where is_new), 0),
        'before': sum(no_organisation) filter (where not is_new) / nullif(sum(figures) filter (where not is_new), 0), 'limit': 0.2, 'is_ratio': false},
      {'rule_id': 'observations.indicator.drift', 'table_name': 'observations', 'what': 'share of figures of indicator other',
        'now': sum(no_indicator) filter (where is_new) / nullif(sum(figures) filter (where is_new), 0),
        'before': sum(no_indicator) filter (where not is_new) / nullif(sum(figures) filter (where not is_new), 0), 'limit': 0.2, 'is_ratio': false},
      {'rule_id': 'numbers.unexplained.drift', 'table_name': 'numbers', 'what': 'share of numbers that no rule explains',
        'now': (select share from unexplained where is_new), 'before': (select share from unexplained where not is_new), 'limit': 0.1, 'is_ratio': false}
    ]) as rule
  from measured
),
judged as (
  select
    rule,
    new_articles,
    new_articles >= 30 and old_articles >= 30 as is_judged,
    case
      when rule.is_ratio then rule.now > rule.limit * rule.before or rule.now * rule.limit < rule.before
      else abs(rule.now - rule.before) > rule.limit
    end as has_moved
  from totals
)
select
  rule.rule_id as rule_id,
  rule.table_name as table_name,
  'warning' as severity,
  'The ' || rule.what || ' of the last run is near that of the articles before.' as meaning,
  case when is_judged then new_articles else 0 end::bigint as evaluated_count,
  coalesce(is_judged and has_moved, false)::bigint as failing_count,
  '[]' as failing_ids,
  case
    when is_judged then coalesce(round(rule.now, 3)::varchar, 'none') || ' now, ' || coalesce(round(rule.before, 3)::varchar, 'none') || ' before'
    else 'too few articles to tell'
  end as observed
from judged
order by rule_id
