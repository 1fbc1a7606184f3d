"""The trained readers: what they see of a text, and how their weights are run (numpy and onnxruntime only)."""
