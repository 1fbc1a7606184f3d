// Stated problems that nothing is surely said to address.
MATCH (p:Problem)
WHERE NOT EXISTS { MATCH (c)-[a:ADDRESSES]->(p) WHERE a.confidence >= 600 }
RETURN p.id AS problem
