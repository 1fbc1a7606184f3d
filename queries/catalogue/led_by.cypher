MATCH (o)-[r:LEADS]->(n)
WHERE (o.name = $name OR $name IN o.aliases)
RETURN DISTINCT n.name AS thing, n.label AS label, r.status AS status, r.inferred AS inferred
ORDER BY label, thing
