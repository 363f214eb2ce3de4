import type { CmlTarget } from "./cml-gateway.ts";

/** A login of a controller. Never logged, stored or put into an error. */
export interface CmlCredentials {
  readonly username: string;
  readonly password: string;
}

/** Where the logins of the controllers come from. Asked at each login, so that a changed secret is picked up. */
export interface CredentialSource {
  /** @throws CoreError with code `not_found` when there are no credentials for this worker. */
  credentialsFor(target: CmlTarget): Promise<CmlCredentials>;
}
