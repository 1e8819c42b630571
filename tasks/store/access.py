"""Which addresses may be read, and their passwords: used where an address is opened, shown and stored nowhere.

A location `https://user:password@host/news` is known everywhere as `https://host/news`, which is also what the URIs of its
documents begin with; what opens it is kept in this process only.
"""

from __future__ import annotations

import re

STORES = frozenset({"s3", "gs", "az"})
"""Object stores. They take their keys from the environment, a profile or the machine, never from an address."""

WEB = frozenset({"http", "https"})
"""Read only where the setting `allow_http` says so: a page of somebody else decides what is listed there."""

READABLE = STORES | WEB

_USERINFO = re.compile(r"(?<=://)[^\s/?#]*@")
_SIGNING = r"[\w.-]*(?:token|secret|signature|passw|pwd|api[-_]?key|access[-_]?key|credential|authori[sz]ation)[\w.-]*|sig|key|auth"
_SECRET_PARAMETER = re.compile(rf"(?P<before>[?&;])(?P<name>{_SIGNING})=(?P<value>[^&;#\s'\"]*)", re.IGNORECASE)

_opened_by: dict[str, str] = {}
"""What opens a location, by the address without its password; filled by `admit_location`."""


class AddressRefused(ValueError):
    """solieu does not read from such an address; the message holds no password."""


def admit_location(location: str, *, allow_http: bool) -> str:
    """The location without its password, which is remembered for opening it; a path of this machine is what it is.

    >>> admit_location("s3://kho/tin", allow_http=False), admit_location("tin/2026", allow_http=False)
    ('s3://kho/tin', 'tin/2026')
    >>> admit_location("https://an:mật@kho.example.vn/tin?x=1&token=abc", allow_http=True)
    'https://kho.example.vn/tin?x=1'

    Raises:
        AddressRefused: its scheme is not on the list, http is not allowed, or it holds a password where none belongs.
    """
    scheme, mark, rest = location.partition("://")
    if not mark or scheme == "file":
        return location
    check_scheme(scheme)
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    userinfo, has_user, host = authority.rpartition("@")
    if scheme in STORES:
        if has_user and ":" in userinfo:
            advice = "it takes them from its environment variables, its profile or the machine"
            raise AddressRefused(f"{scheme}://…@{host}: the keys of {scheme} do not belong in an address; {advice}")
        return location
    if not allow_http:
        raise AddressRefused(f"{hide_passwords(location)}: {scheme} is read only with allow_http = true (SOLIEU_ALLOW_HTTP=1)")
    if not re.fullmatch(r"(?:\[[0-9A-Fa-f:.]+\]|[^:@\s]+)(?::\d+)?", host):
        raise AddressRefused(f"{scheme}://…: no host can be read from this address; in a password write / as %2F, @ as %40 and : as %3A")
    plain = _without_password(location)
    if plain != location:
        _opened_by[plain.rstrip("/")] = location.rstrip("/")
    return plain


def check_scheme(scheme: str) -> None:
    """Refuse what is neither a path, nor a store, nor the web; so chains such as `zip://x::https` are, too.

    Raises:
        AddressRefused: names what can be read.
    """
    if scheme not in READABLE:
        there = ", ".join(f"{one}://" for one in ("file", *sorted(STORES)))
        raise AddressRefused(
            f"{hide_passwords(scheme)}://: no kind of address that is read; there are paths, {there} and with allow_http http(s)://"
        )


def address_to_open(url: str) -> str:
    """The address with the password of the location it lies under, if that has one."""
    for plain, opened_by in _opened_by.items():
        if url == plain or ("?" not in opened_by and url.startswith(f"{plain}/")):
            return opened_by + url.removeprefix(plain)
    return url


def hide_passwords(text: str) -> str:
    """A text with the passwords of the addresses in it left out: for messages of outside software.

    >>> hide_passwords("401 for https://an:mat@kho.vn/tin?x=1&sig=Zm9v")
    '401 for https://***@kho.vn/tin?x=1&sig=***'
    """
    return _SECRET_PARAMETER.sub(r"\g<before>\g<name>=***", _USERINFO.sub("***@", text))


def identity_of(url: str) -> str:
    """The address of an object without password, as its document is known."""
    return _without_password(url) if url.partition("://")[0] in WEB else url


def _without_password(url: str) -> str:
    """The address without user, password and parameters that are secrets."""
    address, mark, query = _USERINFO.sub("", url, count=1).partition("?")
    kept = [part for part in query.split("&") if part and not _SECRET_PARAMETER.match(f"?{part}")]
    return address + (mark + "&".join(kept) if kept else "")
