// What the page says, in one place, and how it writes dates, lengths of time and fingerprints.
import type { Actor, Metadata, Report, Severity } from './types';

export const SEVERITY: Record<Severity, string> = {
  error: 'Error',
  warning: 'Warning',
  hint: 'Hint',
  info: 'Good to know',
};

const COUNTED: Record<Severity, [string, string]> = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  hint: ['hint', 'hints'],
  info: ['note', 'notes'],
};

/** The product behind the metadata, where it was recognised. */
export function productOf(metadata: Metadata | undefined): string | undefined {
  return metadata === undefined || metadata.vendor === 'generic' ? undefined : metadata.vendorLabel;
}

/** Who has to act, as the heading of the steps; what is only good to know needs no fixing. */
export function actor(who: Actor, product: string | undefined, severity: Severity): string {
  if (who === 'capture') return 'Get a fresh copy';
  const where = who === 'sp' ? 'on this page' : product === undefined ? 'at your identity provider' : `in ${product}`;
  return severity === 'error' || severity === 'warning' ? `Fix it ${where}` : where.charAt(0).toUpperCase() + where.slice(1);
}

export const HEADLINE: Record<Report['verdict'], string> = {
  accept: 'Yes, this login would work',
  reject: 'No, this login would fail',
  undecided: 'Cannot tell yet',
};

/** The headlines where another moment than now is judged. */
export const HEADLINE_AS_OF: Record<Report['verdict'], string> = {
  accept: 'Yes, this login would have worked',
  reject: 'No, this login would have failed',
  undecided: 'Cannot tell yet',
};

/** The headline where no login response was found in the paste. */
export const NOTHING_JUDGED = 'No login response was read';

/** “2 errors, 1 warning”; empty where nothing was found. */
export function tally(severities: readonly Severity[]): string {
  const parts: string[] = [];
  for (const severity of ['error', 'warning', 'info', 'hint'] as const) {
    const count = severities.filter((s) => s === severity).length;
    if (count > 0) parts.push(plural(count, ...COUNTED[severity]));
  }
  return parts.join(', ');
}

export function plural(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const TIME = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone: 'UTC',
});

/** A day, or the text itself where it is no instant. */
export function day(instant: string): string {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? instant : DATE.format(date);
}

/** A day and a time of day in UTC. */
export function moment(instant: string): string {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? instant : `${TIME.format(date)} UTC`;
}

const LOCAL = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short',
});

/** A day and a time of day by the reader's own clock, or the text itself where it is no instant. */
export function localMoment(instant: string): string {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? instant : LOCAL.format(date);
}

const TIME_OF_DAY = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** The time of day of one of this page's own instants, by the reader's clock. */
export function timeOfDay(instant: string): string {
  return TIME_OF_DAY.format(new Date(instant));
}

/** “4.8 kB”, “512 bytes”. */
export function size(bytes: number): string {
  return bytes < 1000 ? plural(bytes, 'byte', 'bytes') : `${(bytes / 1000).toLocaleString('en', { maximumFractionDigits: bytes < 100_000 ? 1 : 0 })} kB`;
}

const UNITS: [number, string, string][] = [
  [365.25 * 86_400, 'year', 'years'],
  [30.44 * 86_400, 'month', 'months'],
  [86_400, 'day', 'days'],
  [3_600, 'hour', 'hours'],
  [60, 'minute', 'minutes'],
  [1, 'second', 'seconds'],
];

/** A length of time in the largest unit of which there are two: “8 years”, “18 months”, “3 days”. */
export function lengthOfTime(milliseconds: number): string {
  const seconds = Math.abs(milliseconds) / 1000;
  for (const [size, one, many] of UNITS) {
    const count = Math.floor(seconds / size);
    if (count >= 2) return plural(count, one, many);
  }
  return 'a second';
}

/** “Valid until 1 Jan 2035 (8 years)”, “Expired on 1 Jan 2026 (3 days ago)”, “Not valid before 4 May 2027”. */
export function validity(notBefore: string, notAfter: string, now: Date): { text: string; state: 'valid' | 'early' | 'expired' | 'unreadable' } {
  const from = new Date(notBefore).getTime();
  const to = new Date(notAfter).getTime();
  const present = now.getTime();
  if (Number.isNaN(from) || Number.isNaN(to)) return { text: 'Dates cannot be read', state: 'unreadable' };
  if (present < from) return { text: `Not valid before ${day(notBefore)}`, state: 'early' };
  if (present > to) return { text: `Expired on ${day(notAfter)} (${lengthOfTime(present - to)} ago)`, state: 'expired' };
  return { text: `Valid until ${day(notAfter)} (${lengthOfTime(to - present)})`, state: 'valid' };
}

/** A fingerprint in pairs, as consoles show it. */
export function fingerprint(sha256: string): string {
  return sha256.toUpperCase().match(/.{1,2}/g)?.join(':') ?? sha256;
}

/** The last part of an algorithm's or binding's URI: `rsa-sha256`, `HTTP-POST`. */
export function shortUri(uri: string): string {
  return uri.split(/[#/:]/).findLast((part) => part !== '') ?? uri;
}

/** What the paste as a whole is. */
export const FORMAT: Record<string, string> = {
  empty: 'Nothing but blanks',
  xml: 'XML',
  'escaped-xml': 'XML with escaped angle brackets',
  base64: 'Base64',
  'url-encoded': 'URL-encoded text',
  'form-body': 'A form body',
  devtools: 'The Payload tab of the developer tools',
  'curl-bash': 'A cURL command',
  'curl-cmd': 'A cURL command for Windows',
  powershell: 'A PowerShell command',
  fetch: 'A fetch call',
  har: 'A HAR file',
  'saml-tracer': 'An export of SAML-tracer',
  'redirect-url': 'A redirect address',
  'html-form': 'A page with a form',
  'html-page': 'A page',
  json: 'JSON',
  pem: 'PEM text',
  'code-fence': 'A code block',
  'quoted-printable': 'The source of an e-mail',
  'labelled-text': 'Text with a message in it',
  'error-text': 'An error message of an identity provider',
  certificate: 'A certificate',
  'private-key': 'A private key',
  jwt: 'A JSON Web Token',
  url: 'An address',
  'oidc-discovery': 'An OpenID Connect configuration',
  unknown: 'Not recognised',
};

/** How a message travelled. */
export const BINDING: Record<string, string> = {
  post: 'A form post (POST)',
  redirect: 'A redirect (GET)',
  artifact: 'A reference to be resolved (artifact)',
  soap: 'A direct request (SOAP)',
};

/** Details of a message, by the names of the standard. */
export const DETAIL: Record<string, string> = {
  IssueInstant: 'Issued',
  InResponseTo: 'Answers request',
  Destination: 'Addressed to',
  Issuer: 'Issued by',
  AssertionConsumerServiceURL: 'Answer wanted at',
};

/** What happens at an instant of the timeline. */
export const INSTANT: Record<string, string> = {
  now: 'Now',
  'response.issueInstant': 'Response issued',
  'assertion.issueInstant': 'Assertion issued',
  'conditions.notBefore': 'Assertion valid from',
  'conditions.notOnOrAfter': 'Assertion valid until',
  'confirmation.notBefore': 'Delivery allowed from',
  'confirmation.notOnOrAfter': 'Delivery allowed until',
  'authn.authnInstant': 'Person signed in',
  'authn.sessionNotOnOrAfter': 'Session ends',
  'metadata.validUntil': 'Metadata valid until',
  'certificate.notBefore': 'Certificate in metadata: valid from',
  'certificate.notAfter': 'Certificate in metadata: valid until',
  'signer.notBefore': 'Certificate that signed: valid from',
  'signer.notAfter': 'Certificate that signed: valid until',
};

export const ENDPOINT: Record<string, string> = {
  SingleSignOnService: 'Sign-in address',
  SingleLogoutService: 'Sign-out address',
  ArtifactResolutionService: 'Artifact address',
};

/** What differs between two metadata texts. */
export const CHANGED: Record<string, string> = {
  ...ENDPOINT,
  entityID: 'Identity provider’s Entity ID',
  validUntil: 'Metadata valid until',
  'signing certificate': 'Signing certificate',
  'encryption certificate': 'Encryption certificate',
  NameIDFormat: 'NameID format',
  WantAuthnRequestsSigned: 'Wants signed requests',
};

export const KEY_USE: Record<string, string> = {
  signing: 'Signing',
  encryption: 'Encryption only',
  unspecified: 'Signing and encryption',
  unknown: 'Unknown use',
};
