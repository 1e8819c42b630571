-- Which articles have rows of runs that the file before does not hold?
select article_id
from candidate.main.raw_files
where status = 'loaded'
  and (
    cleaned_run_id not in (select run_id from before.internal.loaded_runs)
    or extracted_run_id not in (select run_id from before.internal.loaded_runs)
  )
