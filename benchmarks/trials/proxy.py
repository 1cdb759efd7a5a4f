"""A TCP proxy between the driver and a server that cuts, resets and delays connections around a commit.

The commit of Bolt is a message of two bytes in a chunk of its own, which the proxy looks for in what the client sends.
"""

import asyncio
import random
import socket
import struct

COMMIT = b"\x00\x02\xb0\x12\x00\x00"
CUTS = ("cut before the commit", "cut after the commit", "reset before the commit", "reset after the commit",
        "answer delayed", "cut at a random byte")  # fmt: skip
DELAY = 1.5
BYTES = 200_000


def serve(tell, port, seed, every):
    """Stand before a server on loopback; one commit in so many meets a fault, drawn with the seed."""
    asyncio.run(_Proxy(tell, port, random.Random(seed), every).serve())


class _Proxy:
    def __init__(self, tell, port, draw, every):
        self.tell, self.port, self.draw, self.every = tell, port, draw, every
        self.commits, self.next = 0, 2
        self.left = None  # bytes until a cut, where one at a random byte was drawn
        self.fault = self.pick()

    def pick(self):
        """Draw the next fault."""
        fault = self.draw.choice(CUTS)
        self.left = self.draw.randrange(BYTES) if fault == CUTS[5] else None
        return fault

    async def serve(self):
        """Take connections until this process is killed."""
        server = await asyncio.start_server(self.pair, "127.0.0.1", 0)
        self.tell(("port", server.sockets[0].getsockname()[1]))
        async with server:
            await server.serve_forever()

    async def pair(self, from_client, to_client):
        """Join a client to the server until either hangs up or a fault comes."""
        from_server, to_server = await asyncio.open_connection("127.0.0.1", self.port)
        state = {"mute": False, "reset": False}
        ways = [
            asyncio.ensure_future(self.forth(from_client, to_server, state)),
            asyncio.ensure_future(self.back(from_server, to_client, state)),
        ]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        for stream in (to_client, to_server):
            if state["reset"]:
                linger = struct.pack("ii", 1, 0)
                stream.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            stream.transport.abort() if state["reset"] else stream.close()

    async def forth(self, source, target, state):
        """Carry what the client says, and watch for commits."""
        while data := await source.read(65536):
            if self.left is not None:
                self.left -= len(data)
                if self.left < 0:
                    target.write(data[: len(data) // 2])
                    return self.strike()
            if COMMIT in data:
                self.commits += 1
                if self.commits >= self.next and self.left is None:
                    if "before" in self.fault:
                        state["reset"] = "reset" in self.fault
                        return self.strike()
                    state["mute"] = True
            target.write(data)
            await target.drain()
        return None

    async def back(self, source, target, state):
        """Carry what the server says; the answer to a commit may be late, or lost with its connection."""
        while data := await source.read(65536):
            if state["mute"]:
                state["mute"] = False
                if "after" in self.fault:
                    state["reset"] = "reset" in self.fault
                    return self.strike()
                await asyncio.sleep(DELAY)
                self.strike()
            target.write(data)
            await target.drain()
        return None

    def strike(self):
        """Tell the fault that has come, and draw the next."""
        self.tell(("fault", self.fault))
        self.next = self.commits + self.every
        self.fault = self.pick()
