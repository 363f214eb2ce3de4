/**
 * Which controllers to believe.
 *
 * - `system`: certificates signed by an authority Node trusts, for the host name in the URL (the default).
 * - `ca`: certificates signed by this authority (PEM; or a self-signed certificate itself), for the host name in the URL.
 * - `pinned`: exactly the certificate with this SHA-256 fingerprint, whatever host name or address it is reached by. The way
 *   for a self-signed controller whose address changes. Colons and case do not matter.
 * - `dangerouslyAcceptAnyCertificate`: anyone who can answer gets the password. For tests on loopback, and nobody else.
 */
export type CmlTls =
  | { readonly trust: "system" }
  | { readonly trust: "ca"; readonly ca: string }
  | { readonly trust: "pinned"; readonly fingerprint256: string }
  | { readonly trust: "dangerouslyAcceptAnyCertificate" };
