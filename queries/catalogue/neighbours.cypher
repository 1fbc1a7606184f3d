MATCH (a)-[r]->(b)
WHERE (a.name = $name OR $name IN a.aliases) AND r.type <> 'MENTIONED_IN'
RETURN r.type AS relation, 'out' AS direction, b.name AS other, b.label AS label, r.status AS status
ORDER BY relation, other
UNION ALL
MATCH (a)<-[r]-(b)
WHERE (a.name = $name OR $name IN a.aliases) AND r.type <> 'MENTIONED_IN'
RETURN r.type AS relation, 'in' AS direction, b.name AS other, b.label AS label, r.status AS status
ORDER BY relation, other
