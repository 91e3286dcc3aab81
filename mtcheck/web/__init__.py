"""What a browser gets: the view that the report and the page of `mtcheck serve` share."""
