-- analyst: Which provinces are reported on most, and on what?
select
  province_name,
  count(*) as figures,
  count(distinct article_id) as articles,
  count(distinct indicator) as indicators,
  mode(indicator_vi) as mostly
from figures
where province_name is not null
group by province_name
order by figures desc, province_name
