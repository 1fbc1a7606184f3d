MATCH (a:Base)-[:LOCATED_IN]->(p:Place)<-[:LOCATED_IN]-(b:Base)
WHERE a.id < b.id AND p.kind IN ['township', 'village', 'county']
  AND NOT EXISTS { MATCH (a)-[:CONNECTS|NEAR|COOPERATES_WITH|PART_OF|HOSTS]-(b) }
RETURN DISTINCT a.name AS first, b.name AS second, p.name AS place
ORDER BY place, first, second
