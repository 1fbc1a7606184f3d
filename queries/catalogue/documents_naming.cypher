MATCH (n)-[:MENTIONED_IN]->(d:Document)
WHERE ($name = '' OR n.name CONTAINS $name OR $name IN n.aliases)
RETURN DISTINCT d.name AS document, d.year AS year, n.name AS name
ORDER BY document, name
