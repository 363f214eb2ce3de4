import type { RequestHandler } from "express";
import { isLoopback } from "../settings/loopback.ts";
import { sendProblem } from "./problem.ts";

/**
 * Keeps web pages from elsewhere out, which a listening address alone does not: a browser on this machine sends their
 * requests too, and a name that is made to point to 127.0.0.1 (DNS rebinding) even reads the answers.
 */
export const localOnly: RequestHandler = (request, response, next) => {
  if (!isLoopback(hostOf(request.headers.host))) {
    return sendProblem(response, 403, "foreign_host", "Use the address that was printed at the start.");
  }
  const { origin } = request.headers;
  const own = origin === undefined || origin === `http://${request.headers.host}`;
  if (!own) {
    return sendProblem(
      response,
      403,
      "foreign_origin",
      "Only pages of this service may make requests to it.",
    );
  }
  return next();
};

function hostOf(header = ""): string {
  return header.replace(/:\d+$/, "");
}
