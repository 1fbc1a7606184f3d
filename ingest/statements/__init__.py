"""What a document says in numbers, dates, problems and duties."""
