MATCH (o)-[r:PARTICIPATES_IN]->(n)
WHERE (n.name = $name OR $name IN n.aliases)
RETURN DISTINCT o.name AS member, o.label AS label, r.status AS status, n.name AS thing
ORDER BY member, status
