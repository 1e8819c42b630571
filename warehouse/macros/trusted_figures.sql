-- Figures whose rows were right at least that often on labelled articles, the surest first: from trusted_figures(0.9).
create or replace macro trusted_figures(least := 0.9, attached_as := null) as table
  select *
  from ${figures}
  where confidence >= least
  order by confidence desc, period_end desc nulls last, observation_id;
