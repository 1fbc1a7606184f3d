// Every duty with the owner that the graph holds, if any.
MATCH (c:Commitment)
OPTIONAL MATCH (c)-[:OWNED_BY]->(o:Organisation)
RETURN c.id AS duty, o.id AS owner
