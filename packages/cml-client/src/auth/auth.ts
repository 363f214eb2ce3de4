/**
 * A value, or a function that is asked for it each time it is needed. A function that throws, or takes more than a minute, fails
 * the call with code `unauthorized`, with what it threw as the `cause`.
 */
export type CmlSecret = string | (() => string | Promise<string>);

/**
 * Who the client is.
 *
 * - User name and password: the client logs in when it first needs to, and again before the token ends. Functions are
 *   asked once per login, for the user name first, so that a changed password is picked up.
 *   {@link CmlClient.logout} forgets a password that was given as text.
 * - A token: sent as it is, a JWT of a login or a personal access token (PAT, from CML 2.11). A function is asked again when
 *   its token ends or is refused; a fixed one is not replaced.
 */
export type CmlAuth =
  | { readonly username: CmlSecret; readonly password: CmlSecret }
  | { readonly token: CmlSecret };
