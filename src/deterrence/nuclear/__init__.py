"""Sea-based nuclear forces: whole boats over the years, what a retaliation delivers and whether it is adequate."""
