MATCH (c:Commitment)-[:MENTIONED_IN]->(d:Document)
WHERE c.name CONTAINS $word
OPTIONAL MATCH (c)-[w:OWNED_BY]->(o:Organisation)
RETURN DISTINCT c.name AS task, o.name AS owner, w.inferred AS inferred, d.name AS document
ORDER BY document, task, owner
