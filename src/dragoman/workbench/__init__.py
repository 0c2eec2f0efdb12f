"""The web pages: reports beside their records, checked and mended in the browser."""
