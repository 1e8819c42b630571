-- Figures that hold all the words, with or without tone marks, in their indicator, noun, holder, places or sentence; those that hold the
-- whole phrase (has_phrase) first: from find_figures('quy hop').
create or replace macro find_figures(words, attached_as := null) as table
  select
    * exclude (folded_words),
    contains(folded_words, ${fold(trim(words))}) as has_phrase
  from (
    select
      *,
      ${fold(concat_ws(' ', indicator_vi, indicator_en, unit_text, organisation, place_name, district_name, province_name, sentence))}
        as folded_words
    from ${figures}
  )
  where (
    select bool_and(contains(folded_words, word))
    from (select unnest(string_split(${fold(trim(words))}, ' ')) as word)
  )
  order by has_phrase desc, period_end desc nulls last, published_on desc nulls last, observation_id;
