MATCH (a)-[r:COOPERATES_WITH]-(b)
WHERE (a.name = $name OR $name IN a.aliases) AND a.id <> b.id
RETURN DISTINCT a.name AS body, b.name AS other, r.status AS status
ORDER BY other, status
