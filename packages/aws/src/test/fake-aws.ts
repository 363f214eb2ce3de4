import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";

/** One call as it was seen on the wire. */
export interface SeenCall {
  readonly action: string;
  readonly region: string;
  /** EC2's parameters: `InstanceId.1`, `Filter.1.Name` … */
  readonly params: URLSearchParams;
  /** The body of a CloudWatch call. */
  readonly json: unknown;
  readonly headers: IncomingMessage["headers"];
}

/**
 * An answer, or what happens in place of one: `half` is an answer that begins and does not go on, `busy` one that is
 * announced again and again and does not come.
 */
export type Reply =
  | { readonly status: number; readonly body: string }
  | "reset"
  | "silence"
  | "half"
  | "busy";

export type Behaviour = (call: SeenCall) => Reply;

/** A loopback server that speaks EC2's query protocol and CloudWatch's JSON protocol. */
export interface FakeAws extends AsyncDisposable {
  readonly endpoint: string;
  readonly calls: readonly SeenCall[];
  /** How many calls of an action were seen. */
  count(action: string): number;
  /** Answers the next calls of an action with these, one after another; then as always. */
  next(action: string, ...replies: Reply[]): void;
  /** Resolves with the next call of an action. */
  seen(action: string): Promise<SeenCall>;
  /** How many connections are open. */
  connections(): Promise<number>;
}

export async function fakeAws(behave: Behaviour): Promise<FakeAws> {
  const calls: SeenCall[] = [];
  const planned = new Map<string, Reply[]>();
  const waiting = new Map<string, (call: SeenCall) => void>();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await read(request);
    calls.push(call);
    waiting.get(call.action)?.(call);
    const reply = planned.get(call.action)?.shift() ?? behave(call);
    if (reply === "silence") return;
    if (reply === "busy") {
      const announcing = setInterval(() => response.writeProcessing(), 5);
      response.once("close", () => clearInterval(announcing));
      return;
    }
    if (reply === "half") {
      response.writeHead(200, { "content-type": "text/xml" }).write("<DescribeInstancesResponse>");
      return;
    }
    if (reply === "reset") {
      request.socket.destroy();
      return;
    }
    response.writeHead(reply.status, {
      "content-type": call.json ? "application/x-amz-json-1.0" : "text/xml",
    });
    response.end(reply.body);
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    count: (action) => calls.filter((call) => call.action === action).length,
    next: (action, ...replies) => planned.set(action, [...(planned.get(action) ?? []), ...replies]),
    seen: (action) => new Promise((resolve) => waiting.set(action, resolve)),
    connections: () => promisify(server.getConnections.bind(server))(),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function read(request: IncomingMessage): Promise<SeenCall> {
  const { headers } = request;
  const body = await text(request);
  const target = headers["x-amz-target"];
  const params = new URLSearchParams(target ? "" : body);
  // Credential=<key>/<date>/<region>/<service>/aws4_request
  const region = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(headers.authorization ?? "")?.[1] ?? "";
  const action = typeof target === "string" ? (target.split(".")[1] ?? "") : (params.get("Action") ?? "");
  return { action, region, params, json: target ? JSON.parse(body) : undefined, headers };
}

/** Every value of a list parameter: `InstanceId.1`, `InstanceId.2` … */
export function list(params: URLSearchParams, name: string): string[] {
  const pattern = new RegExp(`^${name}\\.\\d+$`);
  return [...params].filter(([key]) => pattern.test(key)).map(([, value]) => value);
}

/** The values of a filter. */
export function filter(params: URLSearchParams, name: string): string[] | undefined {
  const key = [...params].find(([at, value]) => /^Filter\.\d+\.Name$/.test(at) && value === name)?.[0];
  return key === undefined ? undefined : list(params, `${key.replace(/\.Name$/, "")}.Value`);
}

export function ec2Error(code: string, status = 400): Reply {
  const body = `<Response><Errors><Error><Code>${code}</Code><Message>m</Message></Error></Errors><RequestID>r-1</RequestID></Response>`;
  return { status, body };
}

export function ec2Answer(action: string, content: string): Reply {
  const body = `<${action}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">${content}</${action}Response>`;
  return { status: 200, body };
}

export function jsonAnswer(content: unknown): Reply {
  return { status: 200, body: JSON.stringify(content) };
}
