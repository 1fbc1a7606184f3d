// Things, and members of a set of bodies, for which no named subject answers: no LEADS, ORGANISES, ESTABLISHES or HOSTS edge whose subject stands in the sentence.
MATCH (n:Brand|Programme|Mechanism|Base|Campaign)
WHERE NOT EXISTS { MATCH (x)-[r:LEADS|ORGANISES|ESTABLISHES|HOSTS]->(n) WHERE r.inferred = false AND r.status <> 'missing' }
RETURN n.id AS node
UNION ALL
MATCH (n:Organisation)-[:PART_OF]->(s)<-[:PART_OF]-(m:Organisation)
WHERE n.id <> m.id
  AND NOT EXISTS { MATCH (x)-[r:LEADS|ORGANISES|ESTABLISHES|HOSTS]->(n) WHERE r.inferred = false AND r.status <> 'missing' }
RETURN DISTINCT n.id AS node
