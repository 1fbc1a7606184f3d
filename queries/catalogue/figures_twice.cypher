MATCH (a:Indicator)-[:MENTIONED_IN]->(d:Document)<-[:MENTIONED_IN]-(b:Indicator)
WHERE a.id < b.id AND a.name = b.name AND a.unit = b.unit AND a.value <> b.value
RETURN DISTINCT a.name AS metric, a.value AS first, b.value AS second, d.name AS document
ORDER BY document, metric, first, second
