MATCH (c:Commitment)-[:MENTIONED_IN]->(d:Document)
WHERE ($document = '' OR d.name CONTAINS $document OR d.file = $document OR d.jurisdiction CONTAINS $document)
  AND (c.cadence IS NOT NULL OR c.name CONTAINS '每')
  AND ($cadence = '' OR c.cadence CONTAINS $cadence OR c.name CONTAINS $cadence)
OPTIONAL MATCH (c)-[w:OWNED_BY]->(o:Organisation)
RETURN DISTINCT c.name AS task, c.cadence AS cadence, o.name AS owner, w.inferred AS inferred, d.name AS document
ORDER BY document, task, owner
