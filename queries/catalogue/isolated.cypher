MATCH (n:Organisation|Brand|Programme|Campaign|Base|Mechanism)-[:MENTIONED_IN]->(d:Document)
WHERE ($document = '' OR d.name CONTAINS $document OR d.file = $document OR d.jurisdiction CONTAINS $document)
  AND COUNT { MATCH (n)-[]-(x) } = COUNT { MATCH (n)-[:MENTIONED_IN]->(y) }
RETURN DISTINCT n.name AS name, n.label AS label, d.name AS document
ORDER BY document, label, name
