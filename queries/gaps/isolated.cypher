// Nodes whose only edges lead to their documents.
MATCH (n:Organisation|Brand|Programme|Base)-[:MENTIONED_IN]->(d:Document)
WITH n.id AS node, count(d) AS documents, COUNT { MATCH (n)-[]-(x) } AS edges
WHERE documents = edges
RETURN node AS node
