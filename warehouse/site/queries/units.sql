-- One unit with its names.
select unit, label_vi, label_en
from units
