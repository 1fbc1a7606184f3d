MATCH (c:Commitment)-[:MENTIONED_IN]->(d:Document)
WHERE ($document = '' OR d.name CONTAINS $document OR d.file = $document OR d.jurisdiction CONTAINS $document)
  AND NOT EXISTS { MATCH (c)-[:OWNED_BY]->(o) }
RETURN DISTINCT c.name AS task, c.deadline AS deadline, d.name AS document
ORDER BY document, task
