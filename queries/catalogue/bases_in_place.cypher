MATCH (s:Base)-[:LOCATED_IN]->(p:Place)
WHERE ($place = '' OR p.name CONTAINS $place OR $place IN p.aliases)
RETURN DISTINCT s.name AS base, s.kind AS kind, p.name AS place
ORDER BY place, base
