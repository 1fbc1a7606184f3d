MATCH (x)-[r:ESTABLISHES]->(n)
WHERE ($name = '' OR n.name CONTAINS $name OR $name IN n.aliases)
RETURN DISTINCT n.name AS name, r.date AS date, r.status AS status, x.name AS body, r.inferred AS inferred
ORDER BY name, date
