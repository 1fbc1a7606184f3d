// Indicators of one document with the same unit and different values.
MATCH (a:Indicator)-[:MENTIONED_IN]->(d:Document)<-[:MENTIONED_IN]-(b:Indicator)
WHERE a.id < b.id AND a.unit = b.unit AND a.value <> b.value
RETURN DISTINCT a.id AS first, b.id AS second
