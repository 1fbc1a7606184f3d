MATCH (p:Problem)-[:CONCERNS]->(x)
WHERE ($word = '' OR p.name CONTAINS $word)
RETURN DISTINCT p.name AS problem, x.name AS thing, x.label AS label
ORDER BY problem, thing
