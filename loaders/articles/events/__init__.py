"""Events: which act one state does towards another, told by which words."""
