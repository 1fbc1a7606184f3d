MATCH (d:Document)
WHERE d.year_title IS NOT NULL AND d.year IS NOT NULL AND d.year_title <> d.year
RETURN d.name AS title, d.year AS year, d.year_title AS first, d.year_stated AS second
ORDER BY title
