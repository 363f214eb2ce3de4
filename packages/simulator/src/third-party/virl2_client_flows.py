"""What people do with virl2-client, one flow per run: prints one line of JSON with what it saw.

Usage: python virl2_client_flows.py FLOW URL USERNAME PASSWORD CERTIFICATE_FILE
"""

import json
import logging
import sys
import tempfile
import threading
import time
from pathlib import Path

import httpx
from virl2_client import ClientLibrary, InitializationError
from virl2_client.event_handling import EventHandler
from virl2_client.event_listening import EventListener
from virl2_client.exceptions import LabNotFound

# It logs tracebacks of what it handles by itself.
logging.disable(logging.CRITICAL)

FLOW, URL, USERNAME, PASSWORD, CERTIFICATE = sys.argv[1:6]


def connect(**options):
    settings = {"ssl_verify": CERTIFICATE, "convergence_wait_time": 0.05, **options}
    cml = ClientLibrary(URL, USERNAME, settings.pop("password", PASSWORD), **settings)
    # It would show what it read a second ago.
    cml.auto_sync_interval = 0.0
    return cml


def two_routers(cml, title):
    """A lab of two linked routers."""
    lab = cml.create_lab(title, "made by a script", "with notes")
    one = lab.create_node("r1", "iosv", 10, 20)
    other = lab.create_node("r2", "iosv", 30, 40, populate_interfaces=True)
    return lab, one, other, lab.connect_two_nodes(one, other)


def labs():
    cml = connect()
    seen = {"ready": cml.is_system_ready(), "labs": len(cml.all_labs(show_all=True))}
    lab, one, other, link = two_routers(cml, "by hand")
    seen["interfaces"] = [len(one.interfaces()), len(other.interfaces())]
    seen["before"] = [lab.state(), one.state]
    one.configuration = "hostname changed"
    lab.start(wait=True)
    seen["started"] = [lab.state(), lab.is_active(), one.state, other.state, link.state]
    seen["cpu"] = one.cpu_usage
    seen["compute"] = [one.compute_id, one.compute_id in cml.system_management.compute_hosts]
    lab.sync(topology_only=False)
    seen["details"] = sorted(lab.details())
    seen["addresses"] = [i.discovered_ipv4 for i in one.interfaces()]
    lab.sync_events()
    lab.stop(wait=True)
    seen["stopped"] = [lab.state(), one.state, link.state]
    lab.wipe(wait=True)
    seen["wiped"] = [lab.state(), one.state, link.state]
    file = lab.download()
    lab.remove()
    seen["left"] = len(cml.all_labs(show_all=True))
    again = cml.import_lab(file, title="from a file")
    seen["again"] = {
        "title": again.title,
        "nodes": [node.label for node in again.nodes()],
        "links": [one_link.label for one_link in again.links()],
        "configuration": again.get_node_by_label("r1").configuration,
    }
    seen["found"] = [found.id == again.id for found in cml.find_labs_by_title("from a file")]
    return seen


def drawing():
    cml = connect()
    lab, one, _, link = two_routers(cml, "drawn")
    one.add_tag("core")
    note = lab.create_annotation("text", text_content="Hello", x1=1, y1=2)
    lab.sync()
    seen = {
        "annotation": [note.type, note.text_content],
        "tagged": [node.label for node in lab.find_nodes_by_tag("core")],
    }
    link.set_condition(1000, 50, 5, 1.5)
    seen["condition"] = link.get_condition()
    link.remove_condition()
    seen["no_condition"] = link.get_condition()
    seen["pyats"] = "r1" in lab.get_pyats_testbed()
    lab.remove_link(link)
    lab.remove_node(one)
    lab.sync()
    seen["left"] = [len(lab.nodes()), len(lab.links()), len(lab.annotations())]
    return seen


def system():
    cml = connect()
    hosts = cml.system_management.compute_hosts
    user = cml.user_management.create_user(username="ada", pwd="lovelace-1815", fullname="Ada")
    seen = {
        "health": sorted(cml.get_system_health()),
        "stats": sorted(cml.get_system_stats()),
        "hosts": [host.hostname for host in hosts.values()],
        "maintenance": cml.system_management.maintenance_mode,
        "connectors": [one["device_name"] for one in cml.system_management.get_external_connectors()],
        "user": cml.user_management.user_id("ada") == user["id"],
        "definitions": len(cml.definitions.node_definitions()) > 5,
        "images": len(cml.definitions.image_definitions()) > 3,
        "host": cml.get_host(),
    }
    cml.user_management.delete_user(user["id"])
    seen["users"] = [one["username"] for one in cml.user_management.users()]
    return seen


def licensing():
    cml = connect()
    licence = cml.licensing
    seen = {"before": licence.status()["registration"]["status"]}
    seen["registered"] = licence.register_wait("token-from-cisco", reregister=True)
    seen["after"] = licence.status()["registration"]["status"]
    seen["deregistered"] = licence.deregister()
    seen["at_last"] = licence.status()["registration"]["status"]
    return seen


def deregistration():
    return {"status": connect().licensing.deregister()}


def upload():
    cml = connect()
    with tempfile.TemporaryDirectory() as folder:
        image = Path(folder) / "router-1.0.qcow2"
        image.write_bytes(b"QFI\xfb" + bytes(300_000))
        cml.definitions.upload_image_file(str(image))
    seen = {"files": cml.definitions.download_image_file_list()}
    seen["definition"] = cml.definitions.upload_image_definition(
        {"id": "router-1", "node_definition_id": "iosv", "label": "Router 1", "disk_image": "router-1.0.qcow2"}
    )
    cml.definitions.remove_image_definition("router-1")
    return seen


def expiry():
    """The token ends in between: somebody says so on the other side as soon as the first line is out."""
    cml = connect()
    cml.all_labs()
    first = cml._session.auth.token
    print(json.dumps({"logged_in": True}), flush=True)
    sys.stdin.readline()
    cml.all_labs()
    return {"another_token": cml._session.auth.token != first}


def refused():
    try:
        connect(password="wrong", raise_for_auth_failure=True)
    except InitializationError as error:
        return {"error": str(error)}
    return {"error": None}


def vanished():
    cml = connect()
    lab = cml.create_lab("short-lived")
    httpx.delete(
        f"{URL}/api/v0/labs/{lab.id}",
        headers={"Authorization": f"Bearer {cml._session.auth.token}"},
        verify=CERTIFICATE,
    )
    try:
        lab.sync()
    except LabNotFound as error:
        return {"error": type(error).__name__}
    return {"error": None}


class Heard(EventHandler):
    """Takes note of the first thing that is heard: until then, events are missed."""

    def __init__(self, client_library):
        super().__init__(client_library)
        self.first = threading.Event()

    def handle_event(self, event):
        self.first.set()
        super().handle_event(event)


def events():
    """Live events over TLS; the controller is asked to leave out those that the client dies of."""
    cml = connect()
    cml.event_listener = EventListener(cml)
    heard = cml.event_listener._event_handler = Heard(cml)
    cml.start_event_listening()
    seen = {"heard": heard.first.wait(20)}
    lab, one, other, link = two_routers(cml, "live")
    lab.start(wait=False)
    deadline = time.monotonic() + 20
    states = set()
    while time.monotonic() < deadline and {one._state, other._state, link._state} != {"BOOTED", "STARTED"}:
        states.add(one._state)
        time.sleep(0.01)
    seen |= {"node": one._state, "link": link._state, "on_the_way": sorted(filter(None, states))}
    seen["node_of_another"] = False
    theirs = connect().join_existing_lab(lab.id)
    theirs.get_node_by_label("r1").add_tag("core")
    theirs.get_node_by_label("r1").remove_tag("core")
    theirs.title = "changed by another"
    late = theirs.create_node("late", "alpine", 0, 0)
    while time.monotonic() < deadline and not seen["node_of_another"]:
        seen["node_of_another"] = late.id in lab._nodes
        time.sleep(0.01)
    cml.stop_event_listening()
    seen["listens"] = bool(cml.event_listener)
    return seen


print(json.dumps(globals()[FLOW]()), flush=True)
