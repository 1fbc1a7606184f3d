MATCH (d:Document)
RETURN d.name AS title, d.kind AS kind, d.year AS year, d.jurisdiction AS jurisdiction, d.issuer AS issuer, d.file AS file
ORDER BY file
