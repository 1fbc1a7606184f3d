// Duties without cadence, deadline and target.
MATCH (c:Commitment)
WHERE c.cadence IS NULL AND c.deadline IS NULL AND c.target IS NULL
RETURN c.id AS duty
