// Mechanisms and organisations that nobody takes part in or belongs to.
MATCH (m:Mechanism|Organisation)
WHERE NOT EXISTS { MATCH (x)-[:PARTICIPATES_IN|PART_OF]->(m) }
RETURN m.id AS thing
