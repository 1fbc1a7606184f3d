MATCH (p:Policy)
OPTIONAL MATCH (o)-[r:ISSUES]->(p)
RETURN DISTINCT p.name AS policy, p.kind AS kind, o.name AS body, r.status AS status
ORDER BY policy, body, status
