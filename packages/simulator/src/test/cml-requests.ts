import { Agent, request } from "undici";
import { expect } from "vitest";
import { startCmlSimulator } from "../cml/cml-simulator.ts";
import type { CmlSimulatorOptions } from "../cml/options.ts";
import { releaseOf } from "../cml/releases/release.ts";
import type { CmlSimulator } from "../cml/simulated-controller.ts";
import { documentCheck } from "./document-check.ts";
import { type ManualClock, manualClock } from "./manual-clock.ts";

export interface TestAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
}

export interface TestClient {
  get(path: string, token?: string): Promise<TestAnswer>;
  /** Text is sent as it is, anything else as JSON. */
  send(
    method: "POST" | "PUT" | "PATCH" | "DELETE",
    path: string,
    token?: string,
    body?: unknown,
  ): Promise<TestAnswer>;
  logIn(): Promise<string>;
}

/**
 * Plain requests to a controller, trusting exactly the certificate it shows now. Every answer is compared with Cisco's
 * document where that is present.
 */
export function client(cml: CmlSimulator): TestClient {
  const checkAnswer = documentCheck(releaseOf(cml.version));
  const dispatcher = new Agent({ connect: { ca: cml.identity.cert } });
  const call = async (method: string, path: string, token?: string, body?: unknown): Promise<TestAnswer> => {
    const answer = await request(`${cml.url}/api/v0${path}`, {
      method: method as "GET",
      dispatcher,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await answer.body.text();
    const { statusCode: status, headers } = answer;
    const contentType = String(headers["content-type"] ?? "");
    expect(checkAnswer(method, path, { status, contentType, text }), `${method} ${path}: ${text}`).toEqual(
      [],
    );
    return { status: answer.statusCode, body: text === "" ? undefined : asJson(text) };
  };
  return {
    get: (path, token) => call("GET", path, token),
    send: call,
    async logIn() {
      const { username, password } = cml;
      return (await call("POST", "/authenticate", undefined, { username, password })).body;
    },
  };
}

/** A controller with its clock, and somebody who is logged in to it. */
export interface Visit extends AsyncDisposable {
  readonly cml: CmlSimulator;
  readonly clock: ManualClock;
  readonly token: string;
  get(path: string): Promise<TestAnswer>;
  send(method: Parameters<TestClient["send"]>[0], path: string, body?: unknown): Promise<TestAnswer>;
}

/** Starts a controller whose clock moves when it is told to, and logs in. */
export async function visit(options: CmlSimulatorOptions = {}): Promise<Visit> {
  const clock = manualClock();
  const cml = await startCmlSimulator({ clock: clock.now, ...options });
  const http = client(cml);
  const token = await http.logIn();
  return {
    cml,
    clock,
    token,
    get: (path) => http.get(path, token),
    send: (method, path, body) => http.send(method, path, token, body),
    [Symbol.asyncDispose]: () => cml.close(),
  };
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
