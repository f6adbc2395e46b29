"""One folder for any web space: pages to read, the course in the browser, what a school asks for. `make site`."""
