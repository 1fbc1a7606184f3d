MATCH (m)-[:PART_OF]->(s)
WHERE (s.name = $name OR $name IN s.aliases)
RETURN DISTINCT m.name AS part, m.label AS label, s.name AS whole
ORDER BY part
