MATCH (o:Organisation)
WITH o.name AS name, count(DISTINCT o.id) AS number
WHERE number > 1
RETURN name AS name, number AS number
ORDER BY number DESC, name
