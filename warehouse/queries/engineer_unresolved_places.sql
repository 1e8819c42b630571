-- data engineer: Which places could not be given a code, and why?
select
  place_rule,
  level,
  name,
  count(*) as articles
from article_places
where place_code is null
group by place_rule, level, name
order by articles desc, name
limit 50
