-- Say of each quarantined thing which later run took it out again, and where it went: the first run that stands
-- and processed its document anew, removed it, or refused it once more.
update main.quarantine as held
set
  replayed_run_id = found.run_id,
  outcome = found.outcome
from (
  select
    waiting.run_id as held_run_id,
    waiting.source_uri,
    waiting.stage,
    waiting.reason,
    waiting.item_id,
    arg_min(raw.run_id, later.sequence) as run_id,
    arg_min(
      case
        when raw.status = 'gone' then 'gone'
        when again.item_id is not null then 'quarantined'
        else raw.status
      end,
      later.sequence
    ) as outcome
  from main.quarantine as waiting
  join run_order as earlier
    on earlier.run_id = waiting.run_id
  join lake_raw_files as raw
    on raw.source_uri = waiting.source_uri
  join run_order as later
    on later.run_id = raw.run_id and later.stands and later.sequence > earlier.sequence
  left join (select distinct run_id, source_uri, item_id from main.quarantine) as again
    on again.run_id = raw.run_id and again.source_uri = waiting.source_uri and again.item_id = waiting.item_id
  where waiting.replayed_run_id is null
    and (
      raw.status = 'gone'
      or (raw.status = 'loaded' and raw.run_id in (raw.cleaned_run_id, raw.extracted_run_id))
      or (raw.status = 'quarantined' and again.item_id is not null)
    )
  group by waiting.run_id, waiting.source_uri, waiting.stage, waiting.reason, waiting.item_id
) as found
where held.run_id = found.held_run_id
  and held.source_uri = found.source_uri
  and held.stage = found.stage
  and held.reason = found.reason
  and held.item_id = found.item_id
