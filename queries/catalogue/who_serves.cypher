MATCH (x)-[:SERVES]->(s)
WHERE ($name = '' OR s.name CONTAINS $name OR $name IN s.aliases)
RETURN DISTINCT x.name AS thing, x.label AS label, s.name AS people
ORDER BY people, label, thing
