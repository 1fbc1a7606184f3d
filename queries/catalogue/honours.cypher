MATCH (x)-[r:AWARDED]->(h:Honour)
RETURN DISTINCT x.name AS name, x.label AS label, h.name AS honour, r.status AS status
ORDER BY honour, name
