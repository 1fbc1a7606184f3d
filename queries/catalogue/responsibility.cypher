MATCH (c:Commitment)-[:SUPPORTED_BY]->(s)
MATCH (c)-[:MENTIONED_IN]->(d:Document)
WHERE ($document = '' OR d.name CONTAINS $document OR d.file = $document OR d.jurisdiction CONTAINS $document)
OPTIONAL MATCH (c)-[w:OWNED_BY]->(o:Organisation)
RETURN DISTINCT c.name AS task, o.name AS owner, w.inferred AS inferred, s.name AS supporter, d.name AS document
ORDER BY document, task, owner, supporter
