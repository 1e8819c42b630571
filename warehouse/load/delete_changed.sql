-- Take out the rows of changed articles from ${table}.
delete from ${table}
where article_id in (select article_id from ${changed})
