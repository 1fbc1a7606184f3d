MATCH (s)-[c:CONNECTS]->(x)
WHERE c.status <> 'missing'
RETURN DISTINCT s.name AS route, x.name AS stop, x.label AS label, c.status AS status
ORDER BY route, stop, status
