import type { WebSocket } from "ws";
import { z } from "zod";
import type { Controller } from "../controller.ts";
import { labState } from "../labs/lab.ts";
import { simulationStats } from "../labs/simulation-stats.ts";
import { loadAt } from "../load.ts";
import type { WireEvent } from "../news/wire-event.ts";
import { systemStats } from "../system-stats.ts";

/** One connection to the live feed. */
export interface Listener {
  /** Looks at the clock: ends what is due to end, and tells the load when it is time. */
  look(): void;
  /** Tells an event, if it has said who it is. */
  tell(event: WireEvent): void;
}

export interface ListenerOptions {
  readonly controller: Controller;
  readonly socket: WebSocket;
  /** How often it is told the load, in milliseconds. */
  readonly statsMs: number;
  /** Whether the token it says is at its end. */
  readonly tokenEnds: boolean;
}

/** Measured on 2.9: what says nothing is closed after ten seconds, and the first event comes after two. */
const patienceMs = 10_000;
const firstStatsMs = 2_000;

/** The close code of controllers for who is not let in. That a token that ends closes it as well is an assumption. */
const unauthorized = 3_000;

const hello = z.object({ token: z.string() });

/** Takes part in a connection: its first message has to be a token that is good, and has to stay so. */
export function createListener({ controller, socket, statsMs, tokenEnds }: ListenerOptions): Listener {
  const { clock, tokens } = controller;
  const openedMs = clock();
  let token: string | undefined;
  let nextStatsMs = Number.POSITIVE_INFINITY;

  const refuse = (): void => socket.close(unauthorized, "Unauthorized");
  const send = (event: WireEvent): void => socket.send(JSON.stringify(event));
  socket.on("error", () => {});
  socket.on("message", (data, isBinary) => {
    // Later messages mean nothing to 2.9.
    if (token !== undefined) return;
    token = isBinary ? undefined : tokenIn(String(data));
    if (tokenEnds && token !== undefined) tokens.revoke(token);
    if (token === undefined || tokens.owner(token) === undefined) return refuse();
    nextStatsMs = clock() + Math.min(firstStatsMs, statsMs);
  });
  return {
    look() {
      const now = clock();
      if (token === undefined ? now - openedMs >= patienceMs : tokens.owner(token) === undefined)
        return refuse();
      if (now < nextStatsMs) return;
      nextStatsMs = now + statsMs;
      for (const event of statsEvents(controller, now)) send(event);
    },
    tell: (event) => void (token !== undefined && send(event)),
  };
}

/** Nothing but this form is taken; further members do not matter. */
function tokenIn(message: string): string | undefined {
  try {
    return hello.safeParse(JSON.parse(message)).data?.token;
  } catch {
    return undefined;
  }
}

/** The load of the host, and of every lab that runs. */
function statsEvents(controller: Controller, nowMs: number): readonly WireEvent[] {
  const running = [...controller.labs.values()].filter((lab) => labState(lab, nowMs) === "STARTED");
  return [
    { event_type: "system_stats", data: systemStats(controller, loadAt(controller, nowMs)) },
    ...running.map(
      (lab): WireEvent => ({
        event_type: "lab_stats",
        lab_id: lab.id,
        data: simulationStats(lab, nowMs),
      }),
    ),
  ];
}
