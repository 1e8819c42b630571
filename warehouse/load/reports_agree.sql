-- Whether one value fits all reports of a group, their printed precision and qualifiers respected.
(
  count(distinct coalesce(denominator, -1)) = 1
  and max(reported_low(value, qualifier, step))
    < min(reported_high(value, value_high, qualifier, step)) - 0.001 * min(step)
)
