MATCH (b:Brand)
OPTIONAL MATCH (o)-[r:LEADS|ESTABLISHES|ORGANISES]->(b)
RETURN DISTINCT b.name AS brand, b.kind AS kind, o.name AS body, r.status AS status, r.inferred AS inferred
ORDER BY brand, body, status
