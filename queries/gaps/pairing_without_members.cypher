// Every document is read; what is counted stands in its sentences.
MATCH (d:Document)
RETURN d.id AS document
ORDER BY document
