"""What exists and where it is kept: the model, its evidence, identity, the workspace and the stores."""
