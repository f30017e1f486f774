"""What a run leaves: one record per day, files for each, and the table at the end."""
