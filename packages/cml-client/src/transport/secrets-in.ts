const SECRET_MEMBER = /password|passwd|token|secret/i;

/** Values of a body that must not be quoted, should the controller repeat them: passwords, licence tokens. */
export function secretsIn(body: unknown, named = false): string[] {
  if (typeof body === "string") return named ? [body] : [];
  if (typeof body !== "object" || body === null) return [];
  return Object.entries(body).flatMap(([name, value]) => secretsIn(value, named || SECRET_MEMBER.test(name)));
}
