MATCH (n)-[r]-(x)
WHERE r.type <> 'MENTIONED_IN'
RETURN n.name AS name, n.label AS label, count(DISTINCT r.id) AS number
ORDER BY number DESC, name
