-- The numbers that stand; the number of a figure that failed validation becomes `quarantined` and names no figure.
select
  stored.article_id,
  stored.span_start,
  stored.span_end,
  stored.span_text,
  case when refused.item_id is null then stored.disposition else 'quarantined' end as disposition,
  stored.rule,
  case when refused.item_id is null then stored.observation_id end as observation_id,
  stored.run_id
from lake_numbers as stored
semi join wanted
  on wanted.article_id = stored.article_id and wanted.run_id = stored.run_id
left join refused
  on refused.item_id = stored.observation_id and refused.run_id = stored.run_id
