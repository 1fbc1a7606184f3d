// Things, and members of a set of bodies, for which no named subject answers: no LEADS, ORGANISES, ESTABLISHES or HOSTS edge whose subject stands in the sentence.
MATCH (n:Brand|Programme|Mechanism|Base|Campaign)
WHERE NOT EXISTS { MATCH (x)-[r:LEADS|ORGANISES|ESTABLISHES|HOSTS]->(n) WHERE r.inferred = false AND r.status <> 'missing' }
RETURN n.id AS node
UNION ALL
MATCH (m:Organisation)-[:PART_OF]->(s)
WITH s, count(DISTINCT m.id) AS members
WHERE members > 1
MATCH (n:Organisation)-[:PART_OF]->(s)
WHERE NOT EXISTS { MATCH (x)-[r:LEADS|ORGANISES|ESTABLISHES|HOSTS]->(n) WHERE r.inferred = false AND r.status <> 'missing' }
RETURN DISTINCT n.id AS node
