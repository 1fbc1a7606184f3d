MATCH (n)-[:PART_OF*1..3]->(x)
WHERE (n.name = $name OR $name IN n.aliases)
RETURN DISTINCT x.name AS whole, x.label AS label
ORDER BY label, whole
