const hidden = '[redacted]';

/** Names whose value is a secret, in headers, query strings, JSON, INI files and command lines. */
const secretNames = [
  'x-amz-signature',
  'x-amz-security-token',
  'x-amz-credential',
  'x-amz-sso_bearer_token',
  'aws_?secret_?access_?key',
  'aws_?session_?token',
  'aws_?security_?token',
  'aws_?access_?key_?id',
  'secret_?access_?key',
  'access_?key_?id',
  'session_?token',
  'access_?token',
  'refresh_?token',
  'id_?token',
  'auth_?token',
  'bearer_?token',
  'api_?key',
  'client_?secret',
  'private_?key',
  'token_?code',
  'mfa_?code',
  'passw(?:or)?d',
  'passphrase',
  'pwd',
  'secret',
  'signature',
  'credential',
  'token',
].join('|');

/** In order: what holds other patterns goes first. */
const rules: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, hidden],
  // A header's value goes up to the end of its line or string: SigV4's holds blanks and commas.
  [/((?:proxy-)?authorization["']?\s*[:=]\s*["']?)[^"'\r\n]+/gi, `$1${hidden}`],
  [/((?:set-)?cookie["']?\s*[:=]\s*["']?)[^"'\r\n]+/gi, `$1${hidden}`],
  [/AWS4-HMAC-SHA256 [^"'\r\n]+/g, hidden],
  [/\b(bearer|basic) +[A-Za-z0-9._~+/=-]{8,}/gi, `$1 ${hidden}`],
  // User and password in an address.
  [/(:\/\/)[^\s/?#@"'<>]+@/g, `$1${hidden}@`],
  [
    new RegExp(`((?:${secretNames})(?:["']|%22)?\\s*(?::|=|%3D|%3A)\\s*)"(?:[^"\\\\\\r\\n]|\\\\.)*"?`, 'gi'),
    `$1"${hidden}"`,
  ],
  [
    new RegExp(`((?:${secretNames})(?:["']|%22)?\\s*(?::|=|%3D|%3A)\\s*)'[^'\\r\\n]*'?`, 'gi'),
    `$1'${hidden}'`,
  ],
  [
    new RegExp(`((?:${secretNames})(?:["']|%22)?\\s*(?::|=|%3D|%3A)\\s*)[^\\s"'&,;<>(){}\\[\\]]+`, 'gi'),
    `$1${hidden}`,
  ],
  [new RegExp(`(--(?:[a-z]+-)*(?:password|secret|token|key)\\s+)[^\\s"']+`, 'gi'), `$1${hidden}`],
  // JSON Web Tokens; then the beginnings that AWS's session tokens have.
  [/eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)*/g, hidden],
  [/(?:IQoJ|FwoG|FQoG|FQoD|AQoD)[A-Za-z0-9+/=_%-]{16,}/g, hidden],
  [/(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12,124}/g, hidden],
  // A secret access key has 40 characters of Base64; longer runs of Base64 are tokens.
  [
    /(?<![A-Za-z0-9+/=])(?=[A-Za-z0-9+/]{0,39}[a-z])(?=[A-Za-z0-9+/]{0,39}[A-Z])(?=[A-Za-z0-9+/]{0,39}[0-9])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/])/g,
    hidden,
  ],
  [/(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{200,}={0,2}/g, hidden],
];

/**
 * Takes out of a text what must not stand in a log or a message: access key ids, secret keys, session and bearer
 * tokens, signatures, signed query strings, authorization headers, passwords in addresses. Takes out too much
 * rather than too little.
 */
export function redact(text: string): string {
  return rules.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), text);
}
