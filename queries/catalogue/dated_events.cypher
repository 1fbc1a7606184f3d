MATCH (x)-[r:ORGANISES|ESTABLISHES|HOSTS|ISSUES]->(n)
WHERE r.date IS NOT NULL AND r.date STARTS WITH $year
RETURN DISTINCT r.date AS date, r.type AS relation, n.name AS thing, x.name AS body, r.inferred AS inferred
ORDER BY date, thing, body
