"""Names in a text: recognisers that write spans, and what makes one entity of several names."""
