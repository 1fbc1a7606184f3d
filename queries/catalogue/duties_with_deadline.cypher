MATCH (c:Commitment)-[:MENTIONED_IN]->(d:Document)
WHERE c.deadline IS NOT NULL AND ($document = '' OR d.name CONTAINS $document OR d.file = $document OR d.jurisdiction CONTAINS $document)
OPTIONAL MATCH (c)-[w:OWNED_BY]->(o:Organisation)
RETURN DISTINCT c.name AS task, c.deadline AS deadline, o.name AS owner, w.inferred AS inferred, d.name AS document
ORDER BY document, deadline, task, owner
