MATCH (o)-[r:ESTABLISHES]->(m:Mechanism)
WHERE r.status = 'planned'
MATCH (m)-[:MENTIONED_IN]->(d:Document)
WHERE ($document = '' OR d.name CONTAINS $document OR d.file = $document OR d.jurisdiction CONTAINS $document)
RETURN DISTINCT m.name AS mechanism, m.kind AS kind, d.name AS document
ORDER BY document, mechanism
