MATCH (a)-[r]-(b)
WHERE (a.name = $first OR $first IN a.aliases) AND (b.name = $second OR $second IN b.aliases) AND a.id <> b.id
RETURN DISTINCT a.name AS first, r.type AS relation, b.name AS second, r.status AS status, r.evidence AS evidence
ORDER BY relation, status
