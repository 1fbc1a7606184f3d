MATCH (c)-[:ADDRESSES]->(p:Problem)
WHERE p.name CONTAINS $word
RETURN DISTINCT c.name AS measure, c.label AS label, p.name AS problem
ORDER BY problem, measure
