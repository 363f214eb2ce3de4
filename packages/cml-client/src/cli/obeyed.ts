/**
 * What terminals obey instead of showing: control characters, and those that turn the direction of what follows or hide. The
 * two joiners stay: words of some languages and pictures need them, and they do nothing else.
 */
export const obeyed = /\p{Cc}|(?![\u200c\u200d])[\p{Cf}\p{Zl}\p{Zp}]/u;
