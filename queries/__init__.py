"""Questions asked of a graph, and the findings they lead to."""
