"""One module a view: its route, what it gathers, its template."""
