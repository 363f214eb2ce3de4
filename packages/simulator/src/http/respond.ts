import type { ServerResponse } from "node:http";
import type { WireFault } from "./faults.ts";
import { resetConnection } from "./reset-connection.ts";
import { wait } from "./wait.ts";

export interface WireAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Pieces are sent one after the other. */
  readonly body?: string | Uint8Array | readonly Buffer[];
}

/** Answers with these have no body, and may not say how long one would be. */
const bodiless: ReadonlySet<number> = new Set([204, 304]);

/** Writes an answer. */
export function respond(response: ServerResponse, { status, headers, body }: WireAnswer): void {
  if (body === undefined || bodiless.has(status)) {
    response.writeHead(status, headers).end();
    return;
  }
  if (typeof body === "string" || body instanceof Uint8Array) {
    response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) }).end(body);
    return;
  }
  const length = body.reduce((sum, piece) => sum + piece.length, 0);
  response.writeHead(status, { ...headers, "content-length": length });
  response.cork();
  for (const piece of body) response.write(piece);
  response.end();
}

/** Waits for the latency the faults ask for. Rejects when the signal fires. */
export async function delay(
  faults: readonly (Extract<WireFault, { kind: "latency" }> | { readonly kind: string })[],
  signal: AbortSignal,
): Promise<void> {
  const ms = faults.reduce((sum, fault) => ("ms" in fault ? sum + fault.ms : sum), 0);
  await wait(ms, { signal });
}

/** Spoils an answer. What shows of the usual one is produced first; the others come instead of the work. */
export async function respondSpoiled(
  response: ServerResponse,
  fault: Exclude<WireFault, { kind: "latency" }>,
  produce: () => Promise<WireAnswer>,
): Promise<void> {
  switch (fault.kind) {
    case "hang":
      return;
    case "reset":
      if (response.socket) resetConnection(response.socket);
      return;
    case "html":
      respond(response, badGateway);
      return;
    case "wrong content type": {
      const { headers, ...usual } = await produce();
      const contentType = fault.contentType ?? "text/html";
      respond(response, { ...usual, headers: { ...headers, "content-type": contentType } });
      return;
    }
    case "empty body": {
      const { status, headers } = await produce();
      respond(response, { status, ...(headers && { headers }), body: "" });
      return;
    }
    case "truncated": {
      const { status, headers, body = "" } = await produce();
      const bytes = Array.isArray(body) ? Buffer.concat(body) : Buffer.from(body as string | Uint8Array);
      // Without a body there is nothing to cut short, so one is promised and never sent.
      response.writeHead(status, { ...headers, "content-length": Math.max(bytes.length, 1) });
      response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy());
      return;
    }
  }
}

/** What the web server in front of a controller or an API says while there is nothing behind it. */
export const badGateway: WireAnswer = {
  status: 502,
  headers: { "content-type": "text/html" },
  body: "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n",
};
