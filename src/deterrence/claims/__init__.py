"""Claims of the debate as machine-checkable propositions, and the verdicts on them."""
