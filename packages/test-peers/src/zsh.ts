import { spawnSync } from "node:child_process";
import { type Peer, peer } from "./peer.ts";

/** The shell that reads its own language. */
export function zshPeer(): Peer {
  return peer("zsh", spawnSync("zsh", ["-fc", ":"], { stdio: "ignore" }).status === 0, "install it");
}
