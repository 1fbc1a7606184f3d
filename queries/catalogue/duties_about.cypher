MATCH (c:Commitment)-[:MENTIONED_IN]->(d:Document)
WHERE c.name CONTAINS $word
OPTIONAL MATCH (c)-[:OWNED_BY]->(o:Organisation)
RETURN DISTINCT c.name AS task, o.name AS owner, d.name AS document
ORDER BY document, task, owner
