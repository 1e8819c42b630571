-- Figures of one indicator, optionally of places or organisations whose name holds the words: from figures_of('party_members', 'son la').
create or replace macro figures_of(code, words := '', attached_as := null) as table
  select *
  from ${figures}
  where indicator = code
    and contains(${fold(concat_ws(' ', organisation, place_name))}, ${fold(trim(words))})
  order by period_end desc nulls last, published_on desc nulls last, observation_id;
