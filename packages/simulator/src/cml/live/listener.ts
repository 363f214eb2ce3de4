import type { WebSocket } from "ws";
import { z } from "zod";
import { isLetIn } from "../authorize.ts";
import type { Controller } from "../controller.ts";
import { labState } from "../labs/lab.ts";
import { loadAt } from "../load.ts";
import type { WireEvent } from "../news/wire-event.ts";
import { visibleLabs } from "../operations/labs.ts";
import { parsed } from "../releases/difference.ts";
import { simulationStatsOf } from "../releases/usage.ts";
import { systemStats } from "../system-stats.ts";
import { labFilter } from "./lab-filter.ts";
import { sendOrCut } from "./send-or-cut.ts";

/** One connection to the live feed. */
export interface Listener {
  /** Looks at the clock: ends what is due to end, and tells the load when it is time. */
  look(): void;
  /** Whose it is; `undefined` until that is said, and when they are not let in any more. */
  readonly userId: string | undefined;
  /** Whether it wants to hear of this. */
  wants(event: WireEvent): boolean;
  /** Sends an event. */
  tell(text: string): void;
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

/** The close code of controllers for who is not let in. That the end of a token and maintenance close it as well are assumptions. */
const unauthorized = 3_000;

const hello = z.object({ token: z.string() });

/** Takes part in a connection: its first message has to be a token that is good, and has to stay so. */
export function createListener({ controller, socket, statsMs, tokenEnds }: ListenerOptions): Listener {
  const { clock, tokens } = controller;
  const openedMs = clock();
  const { hear, wants } = labFilter(controller.version);
  let token: string | undefined;
  let nextStatsMs = Number.POSITIVE_INFINITY;

  const refuse = (): void => socket.close(unauthorized, "Unauthorized");
  const owner = (): string | undefined => {
    const userId = token === undefined ? undefined : tokens.owner(token);
    return userId !== undefined && isLetIn(controller, userId) ? userId : undefined;
  };
  socket.on("error", () => {});
  socket.on("message", (data, isBinary) => {
    const message = isBinary ? undefined : parsed(String(data));
    if (token !== undefined) return hear(message);
    // Nothing but this form is taken; further members do not matter.
    token = hello.safeParse(message).data?.token;
    if (tokenEnds && token !== undefined) tokens.revoke(token);
    if (owner() === undefined) return refuse();
    nextStatsMs = clock() + Math.min(firstStatsMs, statsMs);
  });
  return {
    wants,
    look() {
      const now = clock();
      const userId = owner();
      if (token === undefined ? now - openedMs >= patienceMs : userId === undefined) return refuse();
      if (userId === undefined || now < nextStatsMs) return;
      nextStatsMs = now + statsMs;
      const due = statsEvents(controller, userId, now).filter(wants);
      for (const event of due) sendOrCut(socket, JSON.stringify(event));
    },
    get userId() {
      return owner();
    },
    tell: (text) => sendOrCut(socket, text),
  };
}

/** The load of the host, and of every lab that runs and may be seen. */
function statsEvents(controller: Controller, userId: string, nowMs: number): readonly WireEvent[] {
  const running = visibleLabs(controller, userId).filter((lab) => labState(lab, nowMs) === "STARTED");
  return [
    { event_type: "system_stats", data: systemStats(controller, loadAt(controller, nowMs)) },
    ...running.map(
      (lab): WireEvent => ({
        event_type: "lab_stats",
        lab_id: lab.id,
        data: simulationStatsOf(controller.version, lab, nowMs),
      }),
    ),
  ];
}
