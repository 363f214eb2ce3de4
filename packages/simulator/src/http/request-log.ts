/** A request that was received. */
export interface ReceivedRequest {
  /** As in `GET /labs/{lab_id}`, the name that `count` knows. */
  readonly operation: string;
  readonly method: string;
  /** As it was sent, with its query: `/api/v0/labs?show_all=true`. */
  readonly path: string;
  /**
   * Its text, at most 65,536 characters of it, where the values of passwords, tokens and secrets in JSON are `"***"`.
   * Absent when there is none, for uploads, and for requests that were refused, or spoiled by a fault, before it was read.
   */
  readonly body?: string;
}

export interface RequestLog {
  /** What is kept of the body is added by the answer, once it is read. */
  keep(request: Omit<ReceivedRequest, "body">): (body: string) => void;
  /** Those that are remembered, oldest first; of one operation, if it is named. */
  last(operation?: string): readonly ReceivedRequest[];
  reset(): void;
}

/** There may be hundreds of controllers in one process. */
const mostRequests = 100;
const longestBody = 2 ** 16;
const longestBodies = 2 ** 17;

/** Remembers the last requests: a hundred, and of their bodies as much as two of the longest. */
export function requestLog(): RequestLog {
  let kept: (Omit<ReceivedRequest, "body"> & { body?: string })[] = [];
  let bodies = 0;
  const forgetFirst = (): void => {
    bodies -= kept.shift()?.body?.length ?? 0;
  };
  return {
    keep(request) {
      const entry: (typeof kept)[number] = { ...request };
      kept.push(entry);
      if (kept.length > mostRequests) forgetFirst();
      return (body) => {
        if (body === "" || !kept.includes(entry)) return;
        entry.body = withoutSecrets(body);
        bodies += entry.body.length;
        while (bodies > longestBodies) forgetFirst();
      };
    },
    last: (operation) =>
      kept.filter((one) => operation === undefined || one.operation === operation).map((one) => ({ ...one })),
    reset() {
      kept = [];
      bodies = 0;
    },
  };
}

/** Names and values of JSON; the last value may have been cut. */
const secrets = /("[\w-]{0,40}(?:password|token|secret)[\w-]{0,40}"\s*:\s*)"(?:[^"\\]|\\[\s\S])*(?:"|\\?$)/gi;

function withoutSecrets(body: string): string {
  // A part of a text holds on to all of it: the copy does not.
  const short = body.length > longestBody ? Buffer.from(body.slice(0, longestBody)).toString() : body;
  return short.replace(secrets, '$1"***"').slice(0, longestBody);
}
