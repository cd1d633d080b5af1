"""The ground that every figure stands on: one look, one renderer, and forms that turn rows into complete figures."""
