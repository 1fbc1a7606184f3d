MATCH (b:Brand)-[:MENTIONED_IN]->(d:Document)
WHERE ($document = '' OR d.name CONTAINS $document OR d.file = $document OR d.jurisdiction CONTAINS $document)
  AND NOT EXISTS { MATCH (x)-[r:LEADS|ESTABLISHES|ORGANISES]->(b) WHERE r.inferred = false }
RETURN DISTINCT b.name AS brand, d.name AS document
ORDER BY document, brand
