MATCH (n:Programme)-[:MENTIONED_IN]->(d:Document)
WHERE ($document = '' OR d.name CONTAINS $document OR d.file = $document OR d.jurisdiction CONTAINS $document)
  AND NOT EXISTS { MATCH (x)-[r:LEADS|ORGANISES|ESTABLISHES]->(n) WHERE r.inferred = false }
RETURN DISTINCT n.name AS programme, d.name AS document
ORDER BY document, programme
