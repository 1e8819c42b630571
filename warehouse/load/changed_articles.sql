-- Articles whose rows of one kind must be replaced: the run that stands for them before and after differ.
-- `run_id` is the run to take their rows from; null when the article is gone or quarantined now.
select
  coalesce(after.article_id, before.article_id) as article_id,
  any_value(after.${run_column}) as run_id
from delta_raw_files as after
left join main.raw_files as before
  on before.source_uri = after.source_uri
where coalesce(after.article_id, before.article_id) is not null
  and before.${run_column} is distinct from after.${run_column}
group by coalesce(after.article_id, before.article_id)
