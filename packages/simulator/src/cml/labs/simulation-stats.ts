import type { Lab } from "./lab.ts";
import type { LabNode } from "./node.ts";
import { needsOf } from "./node-needs.ts";
import type { NodeState } from "./timeline.ts";

/** The body of `GET /labs/{lab_id}/simulation_stats`: maps by id, where the document has lists. */
export interface SimulationStats {
  readonly nodes: Readonly<Record<string, NodeUsage>>;
  readonly links: Readonly<Record<string, LinkUsage>>;
}

export interface NodeUsage {
  /** Of one CPU. */
  readonly cpu_usage: number;
  readonly block0_rd_bytes: number;
  readonly block0_wr_bytes: number;
  /** Seconds in each state since the node was started. */
  readonly times: Readonly<Record<"QUEUED" | "STARTED" | "BOOTED", number>>;
}

export interface LinkUsage {
  readonly readbytes: number;
  readonly readpackets: number;
  readonly writebytes: number;
  readonly writepackets: number;
  readonly drops: number;
}

/** What goes over a link of booted nodes each second, and on and off a disk. */
const packetsPerSecond = 3;
const bytesPerPacket = 90;
const diskBytesPerSecond = { reading: 4_096, writing: 1_024 } as const;

/** What the elements of a lab use: of nodes that run, and links between them. */
export function simulationStats(lab: Lab, atMs: number): SimulationStats {
  const running = lab.nodes.filter((node) => phaseOf(node.stateAt(atMs)) !== undefined);
  const times = new Map(running.map((node) => [node.id, secondsInStates(node, atMs)]));
  const links = lab.links.flatMap(({ id, nodeA, nodeB }) => {
    const [one, other] = [times.get(nodeA), times.get(nodeB)];
    return one && other ? [[id, linkUsage(Math.min(one.BOOTED, other.BOOTED))] as const] : [];
  });
  return {
    nodes: Object.fromEntries(
      running.map((node) => [node.id, nodeUsage(node, times.get(node.id) ?? noTime, atMs)]),
    ),
    links: Object.fromEntries(links),
  };
}

const noTime: NodeUsage["times"] = { QUEUED: 0, STARTED: 0, BOOTED: 0 };

/** The member of `times` that a state is counted in: none of them is for what 2.10 calls STARTING. */
function phaseOf(state: NodeState): keyof NodeUsage["times"] | undefined {
  if (state === "STARTING") return "QUEUED";
  return state === "QUEUED" || state === "STARTED" || state === "BOOTED" ? state : undefined;
}

function secondsInStates(node: LabNode, atMs: number): NodeUsage["times"] {
  const moments = node.turningPoints(0, atMs);
  let times = { ...noTime };
  moments.forEach((fromMs, index) => {
    const state = node.stateAt(fromMs);
    const untilMs = moments[index + 1] ?? atMs;
    const phase = phaseOf(state);
    if (phase) times[phase] += Math.round((untilMs - fromMs) / 1000);
    else if (state !== "DISCONNECTED") times = { ...noTime };
  });
  return times;
}

function nodeUsage(node: LabNode, times: NodeUsage["times"], atMs: number): NodeUsage {
  const { cpus, cpuShare } = needsOf(node);
  const share = { QUEUED: 0, STARTED: 0.85, BOOTED: node.kind.busy };
  const phase = phaseOf(node.stateAt(atMs));
  const seconds = times.STARTED + times.BOOTED;
  return {
    cpu_usage: phase ? Math.round(Math.min(cpuShare, share[phase]) * cpus * 1000) / 10 : 0,
    block0_rd_bytes: seconds * diskBytesPerSecond.reading,
    block0_wr_bytes: seconds * diskBytesPerSecond.writing,
    times,
  };
}

function linkUsage(seconds: number): LinkUsage {
  const packets = seconds * packetsPerSecond;
  const bytes = packets * bytesPerPacket;
  return {
    readbytes: bytes,
    readpackets: packets,
    writebytes: bytes,
    writepackets: packets,
    drops: 0,
  };
}
