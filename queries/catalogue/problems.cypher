MATCH (p:Problem)-[:MENTIONED_IN]->(d:Document)
WHERE ($document = '' OR d.name CONTAINS $document OR d.file = $document OR d.jurisdiction CONTAINS $document)
RETURN DISTINCT p.name AS problem, p.kind AS kind, d.name AS document
ORDER BY document, problem
