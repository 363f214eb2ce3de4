import type { CmlCallOptions } from "../call-options.ts";
import { CmlError } from "../errors.ts";
import { doing } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";

/** The client's own login. */
export interface CmlAuthentication {
  /**
   * Whether the controller takes the client's login. `false` when it refuses the password or the token; whatever else
   * goes wrong says nothing of the login, and is thrown.
   */
  authOk(options?: CmlCallOptions): Promise<boolean>;
}

const authOk = doing("GET /authok");

/** The `authentication` group of a client. */
export function createAuthentication(call: Call): CmlAuthentication {
  return {
    async authOk(options) {
      try {
        await call(authOk, options);
        return true;
      } catch (error) {
        const isRefused = CmlError.is(error, "unauthorized") || CmlError.is(error, "credentials_refused");
        // Without a status nothing was asked: the client has no login at all.
        if (isRefused && error.status !== undefined) return false;
        throw error;
      }
    },
  };
}
