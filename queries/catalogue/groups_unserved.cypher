MATCH (s:Stakeholder)-[:MENTIONED_IN]->(d:Document)
WHERE ($document = '' OR d.name CONTAINS $document OR d.file = $document OR d.jurisdiction CONTAINS $document)
  AND NOT EXISTS { MATCH (x)-[:SERVES|SUPPORTS|PAIRS_WITH]-(s) }
  AND NOT EXISTS { MATCH (s)-[:PARTICIPATES_IN|COOPERATES_WITH]-(y) }
RETURN DISTINCT s.name AS people, d.name AS document
ORDER BY document, people
