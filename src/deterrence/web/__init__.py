"""The web server: pages, a REST interface and long work in the background."""
