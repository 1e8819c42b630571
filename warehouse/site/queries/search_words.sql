-- The figures, by their rows in `shown`, in whose words all that a search looks for are.
select folded.at
from pages.main.folded as folded
where ${every}
