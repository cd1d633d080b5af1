"""Evidence: sources, quantities with their uncertainty and grades, and their loading."""
