MATCH (m:Mechanism|Organisation)-[:MENTIONED_IN]->(d:Document)
WHERE (m.kind IN ['joint_meeting', 'coordinating_body'] OR m.name CONTAINS '联席会议' OR m.name CONTAINS '联盟')
  AND ($document = '' OR d.name CONTAINS $document OR d.file = $document OR d.jurisdiction CONTAINS $document)
  AND NOT EXISTS { MATCH (o)-[:PARTICIPATES_IN|PART_OF]->(m) }
RETURN DISTINCT m.name AS thing, m.label AS label, d.name AS document
ORDER BY document, thing
