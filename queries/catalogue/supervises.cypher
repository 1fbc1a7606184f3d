MATCH (o)-[r:SUPERVISES]->(x)
RETURN DISTINCT o.name AS body, x.name AS other, x.label AS label, r.status AS status
ORDER BY body, other
