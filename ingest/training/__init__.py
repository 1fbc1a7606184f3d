"""How the reader is trained and measured. Needs the extra ``liantu[train]`` and labelled documents; nothing here runs in the product."""
