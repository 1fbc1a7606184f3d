// The years of every document.
MATCH (d:Document)
RETURN d.id AS document, d.year AS year, d.year_title AS title_year, d.year_stated AS stated, d.year_inferred AS inferred
