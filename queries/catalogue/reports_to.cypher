MATCH (a)-[r:REPORTS_TO]->(b)
RETURN DISTINCT a.name AS body, b.name AS other, r.status AS status
ORDER BY body, other, status
