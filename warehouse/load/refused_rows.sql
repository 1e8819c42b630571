-- Rows that failed validation: the run that wrote them and the id of the row.
select distinct run_id, item_id
from lake_quarantine
where stage = 'validate'
