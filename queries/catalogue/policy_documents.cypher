MATCH (p:Policy)-[:MENTIONED_IN]->(d:Document)
WHERE ($name = '' OR p.name CONTAINS $name OR $name IN p.aliases)
RETURN DISTINCT d.name AS document, p.name AS policy
ORDER BY policy, document
