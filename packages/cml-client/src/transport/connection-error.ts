import { CmlError } from "../errors.ts";
import { CertificateMismatch } from "../tls/connector.ts";
import { isTrustFailure } from "../tls/trust-failure.ts";
import { quote, withoutSecrets } from "./quote.ts";

/**
 * Translates what the network, TLS or undici reported.
 *
 * @param secrets What was sent and must not be quoted: a dispatcher of the caller's may put the request into its words.
 */
export function connectionError(
  cause: unknown,
  { operation }: { readonly operation: string },
  secrets: readonly string[] = [],
): CmlError {
  if (cause instanceof CertificateMismatch) {
    const { expected, actual } = cause;
    return new CmlError(
      `${operation}: The controller presents another certificate than the pinned one (expected ${expected}, got ${actual}). ` +
        "If it was replaced on purpose, pin the new fingerprint.",
      { code: "certificate_changed", operation, expected, actual, cause },
    );
  }
  if (isTrustFailure(cause)) {
    return new CmlError(
      `${operation}: The controller's certificate is not trusted (${reasonOf(cause)}). ` +
        'Pin its fingerprint with tls { trust: "pinned" }, or pass its authority with { trust: "ca" }.',
      { code: "certificate_untrusted", operation, cause },
    );
  }
  return new CmlError(`${operation}: The connection failed (${reasonOf(cause, secrets)}).`, {
    code: "connection",
    operation,
    cause: harmless(cause, secrets),
  });
}

/** What undici could not parse, it attaches as `data`: perhaps an echo of the request, password and all. */
function harmless(cause: unknown, secrets: readonly string[]): unknown {
  if (!(cause instanceof Error)) return cause;
  const message = withoutSecrets(cause.message, secrets);
  return "data" in cause || message !== cause.message ? new Error(message) : cause;
}

function reasonOf(cause: unknown, secrets: readonly string[] = []): string {
  const { code, message } = (cause ?? {}) as { code?: unknown; message?: unknown };
  // Node's own codes say it in a word (ECONNREFUSED); undici's (UND_ERR_SOCKET) do not, its messages do.
  if (typeof code === "string" && !code.startsWith("UND_")) return code;
  // The other side has its word in it, when it closes a WebSocket say.
  return quote(typeof message === "string" && message !== "" ? message : String(cause), secrets);
}
