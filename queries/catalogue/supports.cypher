MATCH (a)-[r:SUPPORTS]->(b)
RETURN DISTINCT a.name AS body, b.name AS other, b.label AS label, r.status AS status
ORDER BY body, other, status
