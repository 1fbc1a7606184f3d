MATCH (c:Commitment)-[w:OWNED_BY]->(o:Organisation)
WHERE (o.name = $name OR $name IN o.aliases)
MATCH (c)-[:MENTIONED_IN]->(d:Document)
RETURN DISTINCT c.name AS task, c.cadence AS cadence, c.deadline AS deadline, c.target AS target, w.inferred AS inferred, d.name AS document
ORDER BY document, task
