const LONGEST = 500;
// Pattern matching stops here, so that a hostile body cannot make it slow.
const LONGEST_SCANNED = 8_192;
const REDACTED = "[redacted]";
const JWT = /eyJ[\w-]{5,}\.[\w-]{2,}\.[\w-]{2,}/g;
const PASSWORD_MEMBER = /("?(?:password|passwd|token|secret)"?\s*[:=]\s*)("[^"]*"|[^\s,}&]+)/gi;

/**
 * What a body says, fit for an error message: no secrets, one line, at most 500 characters, and nothing that a terminal would
 * obey.
 */
export function quote(text: string, secrets: readonly string[]): string {
  // The known secrets go first and everywhere: cutting first could leave half of one behind.
  return withoutSecrets(text, secrets)
    .slice(0, LONGEST_SCANNED)
    .replace(JWT, REDACTED)
    .replace(PASSWORD_MEMBER, `$1${REDACTED}`)
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .slice(0, LONGEST);
}

/** The text with every known secret struck out, however it is spelt. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const spelt = new Set(secrets.filter((secret) => secret !== "").flatMap(spellings));
  return [...spelt].reduce((cleaned, secret) => cleaned.replaceAll(secret, REDACTED), text);
}

function spellings(secret: string): string[] {
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret.toWellFormed())];
}
