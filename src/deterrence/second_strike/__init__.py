"""A junction: French and British nuclear forces meet Russian defences inside one law."""
