MATCH (m:Mechanism)-[:MENTIONED_IN]->(d:Document)
WHERE m.kind = 'joint_meeting' OR m.name CONTAINS '联席会议'
RETURN DISTINCT m.name AS mechanism, d.name AS document
ORDER BY mechanism, document
