import type { CmlCallOptions } from "../call-options.ts";
import { CmlError } from "../errors.ts";
import { doing } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";
import { type CmlUserCredentials, type CmlUserLogin, login } from "./login.ts";

/** Logins: the client's own, and others. */
export interface CmlAuthentication {
  /**
   * Whether the controller takes the client's login. `false` when it refuses the password or the token; whatever else
   * goes wrong says nothing of the login, and is thrown.
   */
  authOk(options?: CmlCallOptions): Promise<boolean>;
  /**
   * Logs a user in, and tells who that is: one request instead of a login and a search among the users. Needs no login of the
   * client, and changes none: the token does not become the client's own, and {@link CmlClient.logout} does not end it. It is
   * as good as the password until it ends; to use it, make a client with `auth: { token }`.
   *
   * @throws CmlError with code `credentials_refused` when user name or password are wrong
   * @example
   * ```ts
   * const { token, isAdmin } = await cml.authentication.login({ username, password });
   * ```
   */
  login(credentials: CmlUserCredentials, options?: CmlCallOptions): Promise<CmlUserLogin>;
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
    login: (credentials, options) => login(call, credentials, options),
  };
}
