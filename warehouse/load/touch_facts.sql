-- Note the facts that articles of the change report, as the tables stand now.
insert into touched_facts
select distinct fact_key
from internal.observation_rows
where article_id in (select article_id from touched_articles)
