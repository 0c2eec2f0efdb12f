"""What stands between a browser and the project. Each module answers one attack; tests attack each."""

from dragoman.workbench.safety.bodies import BodyLimit
from dragoman.workbench.safety.gate import Gate
from dragoman.workbench.safety.headers import SafeHeaders
from dragoman.workbench.safety.hosts import HostCheck
from dragoman.workbench.safety.sessions import Session, Sessions

__all__ = ["BodyLimit", "Gate", "HostCheck", "SafeHeaders", "Session", "Sessions"]
