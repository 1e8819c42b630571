-- One figure that an article reports, with the address of its mark on the site.
-- url: Address of the page of its article, at the figure's mark: the copy of the site, or what `solieu browse` serves; docs/analyst.md.
select
  report.*,
  case
    when report.article_id in (select copied.article_id from internal.copied_articles as copied) then (select copied_at from internal.site)
    else (select served_at from internal.site)
  end || report.article_id || '.html#' || report.observation_id as url
from internal.observation_rows as report
