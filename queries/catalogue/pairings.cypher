MATCH (a)-[r:PAIRS_WITH]->(b)
MATCH (a)-[:MENTIONED_IN]->(d:Document)<-[:MENTIONED_IN]-(b)
RETURN DISTINCT a.name AS first, b.name AS second, r.status AS status, d.name AS document
ORDER BY document, first, second
