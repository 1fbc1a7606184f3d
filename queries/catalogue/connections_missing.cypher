MATCH (a:Base)-[c:CONNECTS]->(b)
WHERE c.status = 'missing'
MATCH (a)-[:MENTIONED_IN]->(d:Document)<-[:MENTIONED_IN]-(b)
RETURN DISTINCT a.name AS first, b.name AS second, d.name AS document
ORDER BY document, first, second
