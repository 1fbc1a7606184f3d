// Things for which no named subject answers: no LEADS, ORGANISES, ESTABLISHES or HOSTS edge whose subject stands in the sentence.
MATCH (n:Brand|Programme|Mechanism|Base|Campaign)
WHERE NOT EXISTS { MATCH (x)-[r:LEADS|ORGANISES|ESTABLISHES|HOSTS]->(n) WHERE r.inferred = false AND r.status <> 'missing' }
RETURN n.id AS node
UNION ALL
MATCH (n:Organisation)
WHERE n.kind = 'coordinating_body'
  AND EXISTS { MATCH (n)-[:PART_OF]->() }
  AND NOT EXISTS { MATCH (x)-[r:LEADS|ESTABLISHES]->(n) WHERE r.inferred = false AND r.status <> 'missing' }
RETURN n.id AS node
