-- One indicator with figures and a digest of the figures its page shows.
select
  named.indicator as code,
  coalesce(sum(hash(shown, shown.article_id in (select article_id from pages.main.linked))::hugeint), 0)::varchar
    as state
from indicators as named
left join pages.main.shown as shown
  on shown.indicator = named.indicator
where named.indicator in (select indicator from observations)
group by named.indicator
