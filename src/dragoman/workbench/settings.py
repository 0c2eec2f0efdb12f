"""How the workbench is served, and the refusal to serve it carelessly."""

from __future__ import annotations

import ipaddress
import socket

import msgspec


class SettingsError(ValueError):
    """Settings that would put the project at risk. ``str(error)`` says why and what to do."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What ``dragoman serve`` was told. Sizes are in bytes.

    ``host_names`` are further names under which the pages may be asked for. With ``proxy_header`` a proxy that stands
    at one of ``proxy_from`` names the user in that header; requests from elsewhere, or without it, are refused.
    """

    project: str
    host: str = "127.0.0.1"
    port: int = 8765
    who: str = "reader"
    password: str | None = None
    proxy_header: str | None = None
    proxy_from: tuple[str, ...] = ("127.0.0.1", "::1")
    host_names: tuple[str, ...] = ()
    model: str | None = None
    largest_file: int = 16 * 1024 * 1024
    most_files: int = 500
    seconds_per_report: float = 180.0

    def check(self) -> None:
        """Raises :class:`SettingsError` where others could reach the project without a password or a proxy."""
        if self.password is not None and len(self.password) < 8:
            raise SettingsError("the password is too short: give at least 8 characters")
        if self.password is not None and self.proxy_header is not None:
            raise SettingsError("give --password or --proxy-header, not both: the proxy signs people in")
        if not is_loopback(self.host) and self.password is None and self.proxy_header is None:
            raise SettingsError(
                f"{self.host} can be reached from other machines; give --password, or --proxy-header when a proxy "
                "signs people in, or leave --host out to serve this machine only"
            )

    @property
    def open_names(self) -> frozenset[str]:
        """Names (not addresses) that a Host header may carry, in lower case."""
        names = {"localhost", *(name.lower() for name in self.host_names)}
        if not is_loopback(self.host):
            names.add(socket.gethostname().lower())
            if not is_address(self.host):
                names.add(self.host.lower())
        return frozenset(names)


def is_address(host: str) -> bool:
    """Whether ``host`` is a literal IP address."""
    try:
        ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """Whether ``host`` reaches this machine only: ``localhost`` or a loopback address."""
    if host.lower() == "localhost":
        return True
    return is_address(host) and ipaddress.ip_address(host.strip("[]").partition("%")[0]).is_loopback
