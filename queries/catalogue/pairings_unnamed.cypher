MATCH (a:Stakeholder)-[:PAIRS_WITH]-(b)
WHERE NOT EXISTS { MATCH (x)-[:PART_OF]->(a) }
MATCH (a)-[:MENTIONED_IN]->(d:Document)
RETURN DISTINCT a.name AS first, b.name AS second, d.name AS document
ORDER BY document, first, second
