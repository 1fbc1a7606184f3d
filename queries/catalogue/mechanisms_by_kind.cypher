MATCH (m:Mechanism)-[:MENTIONED_IN]->(d:Document)
WHERE ($kind = '' OR m.kind = $kind) AND ($document = '' OR d.name CONTAINS $document OR d.file = $document OR d.jurisdiction CONTAINS $document)
RETURN DISTINCT m.name AS mechanism, m.kind AS kind, d.name AS document
ORDER BY kind, mechanism, document
