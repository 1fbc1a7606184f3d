// Campaigns and bases without a venue.
MATCH (n:Campaign|Base)
WHERE NOT EXISTS { MATCH (x)-[:HOSTS]->(n) }
  AND NOT EXISTS { MATCH (n)-[:LOCATED_IN]->(p) }
RETURN n.id AS node
