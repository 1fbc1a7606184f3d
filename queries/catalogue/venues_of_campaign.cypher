MATCH (x)-[r:HOSTS|PARTICIPATES_IN|ORGANISES]->(c:Campaign)
WHERE ($name = '' OR c.name CONTAINS $name OR $name IN c.aliases)
RETURN DISTINCT x.name AS other, x.label AS label, r.type AS relation, c.name AS campaign
ORDER BY campaign, relation, other
