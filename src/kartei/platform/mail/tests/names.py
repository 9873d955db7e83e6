"""A name server in a thread of the tests: it knows TXT records, and keeps silent when told."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset


@contextmanager
def serving(
    texts: dict[str, list[str]], *, silent: bool = False
) -> Iterator[dns.resolver.Resolver]:
    """A resolver that asks such a server; names that are not in TEXTS do not exist."""

    class Door(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            if silent:
                return
            data, socket = self.request
            question = dns.message.from_wire(data)
            reply = dns.message.make_response(question)
            reply.flags |= dns.flags.RA
            name = question.question[0].name
            found = texts.get(name.to_text(omit_final_dot=True))
            if found is None:
                reply.set_rcode(dns.rcode.NXDOMAIN)
            elif found:
                quoted = [" ".join(f'"{part}"' for part in cut(text)) for text in found]
                reply.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", *quoted))
            socket.sendto(reply.to_wire(), self.client_address)

    with socketserver.ThreadingUDPServer(("127.0.0.1", 0), Door) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers = ["127.0.0.1"]
        resolver.port = server.server_address[1]
        yield resolver
        server.shutdown()


def cut(text: str) -> list[str]:
    """A text in parts of at most 255 signs, as records hold it."""
    return [text[at : at + 255] for at in range(0, len(text), 255)]
