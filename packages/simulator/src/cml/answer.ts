/** What an operation answers, before it is written to the wire. */
export interface Answer {
  readonly status: number;
  /** Already encoded, in pieces where it is long; absent for an empty body. */
  readonly body?: string | Uint8Array | readonly Buffer[];
  readonly contentType?: string;
}

/** 200 with a JSON body. CML sends bare strings and booleans too. */
export function json(value: unknown, status = 200): Answer {
  return { status, body: JSON.stringify(value), contentType: "application/json" };
}

/** 204, as state changes and most deletions answer. */
export const noContent: Answer = { status: 204 };

/** An answer in CML's error form, `{code, description}`; thrown from anywhere in an operation. */
export class CmlApiError extends Error {
  readonly status: number;

  constructor(status: number, description: string) {
    super(description);
    this.name = "CmlApiError";
    this.status = status;
  }

  /** Without a description there is no body: some refusals come so. */
  answer(): Answer {
    if (this.message === "") return { status: this.status };
    return json({ code: this.status, description: this.message }, this.status);
  }
}
