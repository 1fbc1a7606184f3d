// Brands without a base, programme or campaign beside them; sets of brands are left out.
MATCH (b:Brand)
WHERE NOT EXISTS { MATCH (b)-[]-(x:Base|Programme|Campaign) }
  AND NOT EXISTS { MATCH (m:Brand)-[:PART_OF]->(b) }
RETURN b.id AS brand
