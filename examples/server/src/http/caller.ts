import type { Actor } from "@cml-fleet/core";
import type { Request } from "express";

/** Who makes a request, for the record. */
export type Caller = (request: Request) => Actor;

/** Until there is sign-in, whoever works on this machine. */
export const localUser: Caller = () => "user:local";
