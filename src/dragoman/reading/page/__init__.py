"""What is the report here, and what is the page around it?"""

from dragoman.reading.page.stage import read_page

__all__ = ["read_page"]
