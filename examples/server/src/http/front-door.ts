import type { RequestListener } from "node:http";

/** Takes requests before there is somebody to answer them. */
export interface FrontDoor {
  readonly handler: RequestListener;
  /** Lets requests in from now on. */
  open(app: RequestListener): void;
}

const starting = JSON.stringify({
  type: "urn:cml-fleet:problem:starting",
  title: "Service Unavailable",
  status: 503,
  detail: "The service is starting. Ask again in a moment.",
  code: "starting",
});

/**
 * Lets the service take its port before it touches anything else, so that one which cannot have it changes nothing; until
 * the door opens, every request is told to come back.
 */
export function frontDoor(): FrontDoor {
  let inside: RequestListener = (_request, response) => {
    response.writeHead(503, { "content-type": "application/problem+json", "retry-after": "1" }).end(starting);
  };
  return {
    handler: (request, response) => inside(request, response),
    open(app) {
      inside = app;
    },
  };
}
