-- The administrative units that articles speak of, with the names of what they lie in.
select own.article_id, own.level, own.name, district.name as district_name, province.name as province_name
from article_places as own
left join places as located
  on located.place_code = own.place_code and located.era = 'before_2025'
left join places as district
  on district.place_code = located.parent_code and district.era = 'before_2025' and district.level = 'district'
left join places as province
  on province.place_code = located.province_code and province.era = 'before_2025' and province.level = 'province'
where own.article_id in (select unnest($ids))
order by own.article_id, own.mention_count desc, own.name
