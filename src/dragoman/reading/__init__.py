"""Document → Record. ``stages.py`` holds the ordered list of questions; each has a package of its own."""
