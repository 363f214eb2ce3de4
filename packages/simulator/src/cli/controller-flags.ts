import { liveClients } from "../cml/live/left-out.ts";
import { releases } from "../cml/releases/release.ts";
import type { Flags } from "./flags.ts";

/** Flags about how a controller is, in the order of the help. */
export const controllerFlags: Flags = {
  version: {
    value: "VERSION",
    help: `version they report and behave like, of ${releases.join(", ")} (2.9.0+build.3)`,
  },
  labs: {
    value: "PATH",
    help: "labs each of them has: a YAML file, or a folder of them, as samples/ of this package (three small ones)",
  },
  username: { value: "NAME", help: "their administrator (admin)" },
  password: { value: "WORD", help: "the administrator's password; they are for tests only (admin)" },
  "node-boot-ms": { value: "MS", help: "how long nodes take to boot (what their definitions need)" },
  "login-delay-ms": { value: "MS", help: "how long a login takes; real ones need about 2300 (0)" },
  "token-lifetime-s": { value: "S", help: "how long a token is good for (86400)" },
  "live-for": {
    value: "CLIENT",
    help: `leave out of /ws/ui what ends this client's listening: ${liveClients.map((name) => `"${name}"`).join(", ")} (nothing)`,
  },
  unregistered: { help: "they have no licence, until one is registered" },
  "registration-ms": { value: "MS", help: "how long the registration of a licence takes (20000)" },
  "expansion-nodes": {
    value: "N",
    help: "nodes that may run besides the twenty of the base licence (what their labs need)",
  },
};
