-- data engineer: Which numbers does no rule explain, the commonest words after them first?
select
  split_part(ltrim(split_part(context, ']', 2)), ' ', 1) as next_word,
  count(*) as numbers,
  any_value(context) as example,
  any_value(source_uri) as source_uri
from unexplained_numbers
group by next_word
order by numbers desc, next_word
limit 50
