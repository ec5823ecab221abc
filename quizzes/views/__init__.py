"""The candidate's pages: read the request, call one function, choose a template."""
