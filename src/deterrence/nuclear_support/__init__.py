"""Where nuclear operations and the conventional fight draw on the same enablers."""
