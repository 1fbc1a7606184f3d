MATCH (i:Indicator)-[:MENTIONED_IN]->(d:Document)
WHERE ($word = '' OR i.name CONTAINS $word)
RETURN DISTINCT i.name AS metric, i.comparator AS comparator, i.value AS value, i.unit AS unit, i.period AS period, d.name AS document
ORDER BY document, metric, value
