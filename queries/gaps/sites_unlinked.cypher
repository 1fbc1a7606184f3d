// Pairs whose connection a text calls missing; then pairs that are near each other and share no line, host, brand or programme.
MATCH (a:Base)-[c:CONNECTS|COOPERATES_WITH]->(b)
WHERE c.status = 'missing'
  AND NOT EXISTS { MATCH (a)-[k:CONNECTS]-(b) WHERE k.status = 'done' }
RETURN DISTINCT a.id AS first, b.id AS second, 'stated' AS absence
UNION ALL
MATCH (a:Base)-[n:NEAR]->(b:Base)
WHERE NOT EXISTS { MATCH (a)-[:CONNECTS|COOPERATES_WITH|PAIRS_WITH|PART_OF]-(b) }
  AND NOT EXISTS { MATCH (a)-[:CONNECTS|HOSTS|PART_OF|LEADS|ESTABLISHES|ORGANISES|PARTICIPATES_IN]-(x)-[:CONNECTS|HOSTS|PART_OF|LEADS|ESTABLISHES|ORGANISES|PARTICIPATES_IN]-(b) }
RETURN DISTINCT a.id AS first, b.id AS second, 'graph' AS absence
