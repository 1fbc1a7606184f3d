// Documents that plan to set up, run or issue something.
MATCH (x)-[r:LEADS|ORGANISES|ESTABLISHES|ISSUES|HOSTS]->(n)
WHERE r.status = 'planned'
MATCH (n)-[:MENTIONED_IN]->(d:Document)
RETURN d.id AS document, count(DISTINCT n.id) AS planned
