"""`mtcheck serve`: a page and an HTTP API on this machine. The only importer of Starlette and uvicorn."""
