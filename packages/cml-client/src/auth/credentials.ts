import { CmlError } from "../errors.ts";
import type { CmlSecret } from "./auth.ts";

/** User name and password. */
export interface NameAndPassword {
  readonly username: CmlSecret;
  readonly password: CmlSecret;
}

/** What a client logs in with, as long as it is wanted. */
export interface Credentials {
  /** @throws CmlError with code `unauthorized` when they are forgotten */
  current(): NameAndPassword;
  /**
   * Lets go of a password that was given as text; the answer takes that back. A function keeps its secret itself, and can be
   * asked again.
   */
  forget(): () => void;
}

export function createCredentials({ username, password }: NameAndPassword): Credentials {
  let kept: CmlSecret | undefined = password;
  return {
    current() {
      if (kept !== undefined) return { username, password: kept };
      throw new CmlError(
        "The client is logged out, and has forgotten its password; create a new client, or give the password as a function.",
        { code: "unauthorized" },
      );
    },
    forget() {
      const before = kept;
      if (typeof kept === "string") kept = undefined;
      return () => {
        kept = before;
      };
    },
  };
}
