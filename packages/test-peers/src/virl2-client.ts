import { spawnSync } from "node:child_process";
import { type Peer, peer } from "./peer.ts";

const python = process.env["VIRL2_PYTHON"] ?? "python3";

/** Cisco's own client, unmodified: virl2-client 2.9.1 with what it needs for events. */
export function virl2ClientPeer(): Peer {
  const probe = "import virl2_client, aiohttp; assert str(virl2_client.ClientLibrary.VERSION) == '2.9.1'";
  const { status } = spawnSync(python, ["-c", probe], { stdio: "ignore" });
  return peer(
    "virl2-client 2.9.1",
    status === 0,
    'set VIRL2_PYTHON to a Python that has it (pip install "virl2-client[events]==2.9.1")',
  );
}

/** The Python that has it. */
export const virl2Python: string = python;
