MATCH (o)-[r:LEADS|ORGANISES|ESTABLISHES]->(n)
WHERE (n.name = $name OR $name IN n.aliases)
RETURN DISTINCT o.name AS body, r.type AS relation, r.status AS status, r.inferred AS inferred, n.name AS thing
ORDER BY body, relation, status
