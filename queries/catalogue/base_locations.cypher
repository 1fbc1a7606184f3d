MATCH (s:Base)-[r:LOCATED_IN]->(x) WHERE ($name = '' OR s.name CONTAINS $name OR $name IN s.aliases)
RETURN DISTINCT s.name AS base, r.type AS relation, x.name AS other
ORDER BY base, relation, other
UNION ALL
MATCH (x)-[r:HOSTS|LEADS|ESTABLISHES]->(s:Base) WHERE ($name = '' OR s.name CONTAINS $name OR $name IN s.aliases)
RETURN DISTINCT s.name AS base, r.type AS relation, x.name AS other
ORDER BY base, relation, other
