MATCH (n)-[:MENTIONED_IN]->(d:Document)
WHERE (d.name CONTAINS $document OR d.file = $document)
RETURN DISTINCT n.label AS label, n.name AS name, n.kind AS kind, d.name AS document
ORDER BY label, name
