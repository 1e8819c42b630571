"""What a figure says of itself: indicator, measure, unit, qualifier, status, breakdown."""
