MATCH (c:Campaign)-[:MENTIONED_IN]->(d:Document)
WHERE ($document = '' OR d.name CONTAINS $document OR d.file = $document OR d.jurisdiction CONTAINS $document)
  AND NOT EXISTS { MATCH (x)-[:HOSTS]->(c) }
  AND NOT EXISTS { MATCH (c)-[:LOCATED_IN]->(p) }
RETURN DISTINCT c.name AS campaign, c.kind AS kind, d.name AS document
ORDER BY document, campaign
