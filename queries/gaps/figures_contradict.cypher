// Every indicator with its document: a join of them all with each other would be too large for a long register.
MATCH (figure:Indicator)-[:MENTIONED_IN]->(document:Document)
RETURN DISTINCT document.id AS document, figure.id AS figure
