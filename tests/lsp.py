"""A language server as an editor's program talks to it: a process that is sent documents and answers with what is wrong in them."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SECONDS = 60.0

Message = dict[str, Any]


class Server:
    """One server, started in `folder`. `settings` are what the program's settings say, by section."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path, settings: Mapping[str, Any]) -> None:
        self._process = process
        self._settings = settings
        self._received: queue.Queue[Message] = queue.Queue()
        self._count = 0
        threading.Thread(target=self._listen, daemon=True).start()
        where = folder.as_uri()
        abilities = {
            "textDocument": {
                "publishDiagnostics": {},
                "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["plaintext"]}},
                "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}},
            },
            "workspace": {"workspaceFolders": True, "configuration": True, "didChangeConfiguration": {"dynamicRegistration": True}},
        }
        folders = [{"uri": where, "name": folder.name}]
        self.ask("initialize", {"processId": None, "rootUri": where, "workspaceFolders": folders, "capabilities": abilities})
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": dict(settings)})

    def open(self, file: Path, text: str, language: str) -> list[Message]:
        """Show the server a text as that of a file, and return what is wrong with it."""
        uri = file.as_uri()
        self.tell("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": language, "version": 1, "text": text}})
        return self.faults_of(uri)

    def faults_of(self, uri: str) -> list[Message]:
        told = self._next(lambda each: each.get("method") == "textDocument/publishDiagnostics" and each["params"]["uri"] == uri)
        return list(told["params"]["diagnostics"])

    def ask(self, method: str, params: Mapping[str, Any]) -> Any:
        self._count += 1
        number = self._count
        self._send({"id": number, "method": method, "params": params})
        answer = self._next(lambda each: each.get("id") == number and "method" not in each)
        assert "error" not in answer, answer
        return answer["result"]

    def tell(self, method: str, params: Mapping[str, Any]) -> None:
        self._send({"method": method, "params": params})

    def _next(self, is_wanted: Any) -> Message:
        """Return the next message that is wanted; what the server asks on the way is answered."""
        while True:
            message = self._received.get(timeout=SECONDS)
            if "method" in message and "id" in message:
                self._send({"id": message["id"], "result": self._answer(message)})
            elif is_wanted(message):
                return message

    def _answer(self, message: Message) -> Any:
        if message["method"] != "workspace/configuration":
            return None
        return [self._settings.get(item.get("section", "")) for item in message["params"]["items"]]

    def _send(self, message: Message) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
        self._process.stdin.flush()

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream
        while line := stream.readline():
            length = int(line.partition(b":")[2])
            while stream.readline().strip():
                pass
            self._received.put(json.loads(stream.read(length)))


@contextmanager
def running(command: Sequence[str], folder: Path, settings: Mapping[str, Any]) -> Iterator[Server]:
    """Yield a language server that runs in a folder, and end it."""
    with subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            yield Server(process, folder, settings)
        finally:
            process.kill()
