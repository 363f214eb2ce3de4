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
   * Lets go of a password that was given as text, for as long as a log-out takes; the answer is told whether that succeeded.
   * Of several at once, one that succeeds is enough. A function keeps its secret itself, and can be asked again.
   */
  forget(): (succeeded: boolean) => void;
}

export function createCredentials({ username, password }: NameAndPassword): Credentials {
  let kept: CmlSecret | undefined = password;
  // The password while it is not sure yet whether it is wanted again.
  let held: string | undefined;
  let underWay = 0;
  return {
    current() {
      if (kept !== undefined) return { username, password: kept };
      throw new CmlError(
        "The client is logged out, and has forgotten its password; create a new client, or give the password as a function.",
        { code: "unauthorized" },
      );
    },
    forget() {
      if (typeof kept === "string") {
        held = kept;
        kept = undefined;
      }
      underWay += 1;
      return (succeeded) => {
        underWay -= 1;
        if (succeeded) held = undefined;
        if (underWay > 0 || held === undefined) return;
        kept = held;
        held = undefined;
      };
    },
  };
}
