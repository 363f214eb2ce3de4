import { execFileSync, spawnSync } from "node:child_process";
import { type Peer, peer } from "./peer.ts";

const program = process.env["CAPINFOS"] ?? "capinfos";

/** What reads captures in Wireshark. */
export function capinfosPeer(): Peer {
  const isHere = spawnSync(program, ["--version"], { stdio: "ignore" }).error === undefined;
  return peer("capinfos", isHere, "install wireshark-common, or set CAPINFOS");
}

/** What it says of a capture file, by its own names in its own form. @throws when it cannot read the file. */
export function capinfos(file: string): Readonly<Record<string, string>> {
  const text = execFileSync(program, ["-M", file], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  const lines = text.split("\n").map((line) => /^([^:]+):\s+(.*)$/.exec(line));
  return Object.fromEntries(lines.flatMap((match) => (match ? [[match[1], match[2]]] : [])));
}
