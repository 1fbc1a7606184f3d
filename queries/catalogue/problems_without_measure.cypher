MATCH (p:Problem)-[:MENTIONED_IN]->(d:Document)
WHERE ($document = '' OR d.name CONTAINS $document OR d.file = $document OR d.jurisdiction CONTAINS $document)
  AND NOT EXISTS { MATCH (c)-[:ADDRESSES]->(p) }
RETURN DISTINCT p.name AS problem, d.name AS document
ORDER BY document, problem
