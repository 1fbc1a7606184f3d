MATCH (b:Brand)-[:MENTIONED_IN]->(d:Document)
WHERE ($document = '' OR d.name CONTAINS $document OR d.file = $document OR d.jurisdiction CONTAINS $document)
  AND NOT EXISTS { MATCH (m)-[:PART_OF]->(b) }
  AND NOT EXISTS { MATCH (b)-[]-(s:Base) }
RETURN DISTINCT b.name AS brand, d.name AS document
ORDER BY document, brand
