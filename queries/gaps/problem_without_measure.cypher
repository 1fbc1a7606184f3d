// Stated problems that nothing is said to address.
MATCH (p:Problem)
WHERE NOT EXISTS { MATCH (c)-[:ADDRESSES]->(p) }
RETURN p.id AS problem
