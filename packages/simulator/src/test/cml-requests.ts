import { Agent, request } from "undici";
import type { CmlSimulator } from "../cml/cml-simulator.ts";

export interface TestAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
}

export interface TestClient {
  get(path: string, token?: string): Promise<TestAnswer>;
  send(method: "POST" | "PUT" | "DELETE", path: string, token?: string, body?: unknown): Promise<TestAnswer>;
  logIn(): Promise<string>;
}

/** Plain requests to a controller, trusting exactly the certificate it shows now. */
export function client(cml: CmlSimulator): TestClient {
  const dispatcher = new Agent({ connect: { ca: cml.identity.cert } });
  const call = async (method: string, path: string, token?: string, body?: unknown): Promise<TestAnswer> => {
    const answer = await request(`${cml.url}/api/v0${path}`, {
      method: method as "GET",
      dispatcher,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.body.text();
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

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
