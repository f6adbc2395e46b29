"""A simulated student: opens a lesson, runs it, moves its sliders and types answers, by HTTP and websocket only."""

import asyncio
import json
import time
import uuid
from urllib.parse import quote

from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import websocket_connect

PATIENCE = 300  # seconds until an answer counts as lost
LESSON = "my_course/05_word_of_mouth.ipynb"
DIE = "import os; os.kill(os.getpid(), 9)"


async def request(address, method="GET", body=None, token=None):
    """Return the answer of a server, as JSON where there is any."""
    asked = HTTPRequest(
        address, method, body=None if body is None else json.dumps(body), request_timeout=PATIENCE, connect_timeout=60,
        headers={"Authorization": f"token {token}"} if token else {}, allow_nonstandard_methods=True,
    )  # fmt: skip
    answer = await AsyncHTTPClient().fetch(asked)
    return json.loads(answer.body) if answer.body else None


class Student:
    """One student's browser.

    Args:
        number: counts the students; it decides which prediction this one makes.
        server: the address of this student's own Jupyter server, ending in "/".
        token: lets the student in there.
    """

    def __init__(self, number, server, token):
        self.server, self.token = server, token
        self.guess = 30 + number % 60
        self.place = 0
        self.widgets = {}

    async def open(self):
        """Open the lesson: read it, start a kernel for it, connect to that."""
        book = await self.ask(f"api/contents/{quote(LESSON)}")
        self.cells = [cell["source"] for cell in book["content"]["cells"] if cell["cell_type"] == "code"]
        wanted = {"path": LESSON, "name": "lesson", "type": "notebook", "kernel": {"name": "python3"}}
        self.session = await self.ask("api/sessions", "POST", wanted)
        path = f"api/kernels/{self.session['kernel']['id']}/channels?session_id={self.session['id']}"
        address = HTTPRequest(
            self.server.replace("http", "ws", 1) + path, headers={"Authorization": f"token {self.token}"}
        )
        self.socket = await websocket_connect(address, max_message_size=2**26)

    async def run_all(self):
        """Run every cell, as Run All does; what the widgets say is remembered."""
        self.widgets = {}
        for cell in self.cells:
            sent = self.tell("execute_request", code=cell, silent=False, store_history=True, allow_stdin=False)
            reply = await self.until(
                lambda m, sent=sent: m["msg_type"] == "execute_reply" and m["parent_header"]["msg_id"] == sent
            )
            if reply["content"]["status"] != "ok":
                raise AssertionError(f"{cell}\n{reply['content']['evalue']}")

    async def move(self):
        """Move the first slider and return the seconds until the new chart came."""
        slider = self.find(_model_name="SelectionSliderModel")
        self.place = (self.place + 1) % 40
        began = time.perf_counter()
        self.update(slider, index=self.place)
        await self.until(_redrawn)
        return time.perf_counter() - began

    async def predict(self):
        """Type a prediction, lock it in and return whether it can be read in the student's file."""
        button = self.find(_model_name="ButtonModel", button_style="primary")
        field = [name for name, state in self.widgets.items() if state["_model_name"] == "TextModel" and name < button][
            -1
        ]
        self.update(field, value=f"{self.guess} %")
        self.tell("comm_msg", comm_id=self.comm(button), data={"method": "custom", "content": {"event": "click"}})
        await self.until(_redrawn)
        return await self.kept()

    async def kept(self):
        """Return whether the prediction is in the file that the student's server shows."""
        file = await self.ask("api/contents/my_course/my_answers.json?format=text&type=file")
        return json.loads(file["content"])["05_word_of_mouth.break_even"]["guess"] == self.guess / 100

    async def crash(self):
        """Kill the kernel and return the seconds until a new one has run the lesson and moved a slider."""
        began = time.perf_counter()
        self.tell("execute_request", code=DIE, silent=False, store_history=False, allow_stdin=False)
        await self.until(lambda m: m["msg_type"] == "status" and m["content"]["execution_state"] == "restarting")
        await self.run_all()
        await self.move()
        return time.perf_counter() - began

    async def close(self):
        """End the kernel."""
        self.socket.close()
        await self.ask(f"api/sessions/{self.session['id']}", "DELETE")

    # -- what is said and heard ------------------------------------------------------------------------------------

    async def ask(self, path, method="GET", body=None):
        return await request(self.server + path, method, body, self.token)

    def tell(self, kind, **content):
        header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "session": self.session["id"], "username": "student"}
        header |= {"version": "5.4", "date": ""}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
        self.socket.write_message(json.dumps(message))
        return header["msg_id"]

    def update(self, widget, **state):
        self.tell("comm_msg", comm_id=self.comm(widget), data={"method": "update", "state": state, "buffer_paths": []})

    async def until(self, wanted):
        """Hear messages until one is wanted, and return that."""
        while True:
            heard = await asyncio.wait_for(self.socket.read_message(), PATIENCE)
            if heard is None:
                raise ConnectionError("the kernel's websocket was closed")
            message = json.loads(heard) if isinstance(heard, str) else {"msg_type": "binary", "content": {}}
            content = message["content"]
            if message["msg_type"] == "comm_open" and content["target_name"] == "jupyter.widget":
                self.widgets[len(self.widgets)] = {"comm": content["comm_id"], **content["data"]["state"]}
            if wanted(message):
                return message

    def find(self, **state):
        """Return the number of the first widget that looks like this."""
        return next(name for name, found in self.widgets.items() if state.items() <= found.items())

    def comm(self, widget):
        return self.widgets[widget]["comm"]


def _redrawn(message):
    return message["msg_type"] == "update_display_data"
