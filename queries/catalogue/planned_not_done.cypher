MATCH (o)-[r:ORGANISES|ESTABLISHES|LEADS]->(p:Programme|Base|Mechanism|Campaign)
WHERE r.status = 'planned'
  AND NOT EXISTS { MATCH (x)-[s]->(p) WHERE s.status = 'done' AND s.type <> 'MENTIONED_IN' }
  AND (r.type <> 'LEADS' OR NOT EXISTS { MATCH (w)-[:CONNECTS]->(p) })
MATCH (p)-[:MENTIONED_IN]->(d:Document)
WHERE ($document = '' OR d.name CONTAINS $document OR d.file = $document OR d.jurisdiction CONTAINS $document)
RETURN DISTINCT p.name AS thing, p.label AS label, d.name AS document
ORDER BY document, label, thing
