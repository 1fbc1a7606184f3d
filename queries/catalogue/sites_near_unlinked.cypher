MATCH (a:Base)-[:NEAR]-(b:Base)
WHERE a.id < b.id AND NOT EXISTS { MATCH (a)-[k:CONNECTS]-(b) WHERE k.status = 'done' }
RETURN DISTINCT a.name AS first, b.name AS second
ORDER BY first, second
