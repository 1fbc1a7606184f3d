MATCH (c:Commitment)-[:OWNED_BY]->(o:Organisation)
WHERE (o.name = $name OR $name IN o.aliases)
MATCH (c)-[:MENTIONED_IN]->(d:Document)
RETURN DISTINCT c.name AS task, c.cadence AS cadence, c.deadline AS deadline, c.target AS target, d.name AS document
ORDER BY document, task
