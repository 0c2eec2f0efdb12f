"""The pages, one module a room of the workbench. Each lists its own routes."""
