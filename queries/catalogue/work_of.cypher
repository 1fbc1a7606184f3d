MATCH (o)-[r:LEADS|ORGANISES|ESTABLISHES|HOSTS|ISSUES]->(n)
WHERE (o.name = $name OR $name IN o.aliases)
RETURN DISTINCT r.type AS relation, n.name AS thing, n.label AS label, r.status AS status, r.inferred AS inferred, r.date AS date
ORDER BY relation, thing, status
