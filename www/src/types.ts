// What goes into a check and what comes out, as the core serialises it (src/input.rs, src/profile,
// src/report/model.rs). The page reads these and decides nothing.

export type Verdict = 'accept' | 'reject' | 'undecided';
export type Severity = 'error' | 'warning' | 'hint' | 'info';
export type Actor = 'idp' | 'sp' | 'capture';
export type KeyUse = 'signing' | 'encryption' | 'unspecified' | 'unknown';

/** A range of one source's text; offsets in UTF-16 units, lines and columns from 1. */
export interface Place {
  source: string;
  from: number;
  to: number;
  line: number;
  column: number;
}

export interface Related extends Place {
  message: string;
}

export interface Consequence extends Place {
  rule: string;
  message: string;
}

export interface Fix {
  who: Actor;
  steps: string[];
  setting?: string;
}

export interface Finding extends Place {
  rule: string;
  severity: Severity;
  message: string;
  related: Related[];
  consequences: Consequence[];
  fix?: Fix;
  standard?: string;
}

export interface Endpoint {
  kind: string;
  binding: string;
  location: string;
  span: Place;
}

export interface Certificate {
  sha256: string;
  subject: string;
  use: KeyUse;
  key: { type: string; bits: number };
  notBefore: string;
  notAfter: string;
  span: Place;
}

export interface Entity {
  entityId: string;
  isIdentityProvider: boolean;
  chosen: boolean;
}

export interface Metadata {
  verdict: Verdict;
  entityId?: string;
  vendor: string;
  vendorLabel: string;
  vendorEvidence: string[];
  endpoints: Endpoint[];
  certificates: Certificate[];
  nameIdFormats: string[];
  validUntil?: string;
  wantsSignedRequests: boolean;
  signed: boolean;
  entities: Entity[];
  entityCount: number;
}

export interface Step {
  what: string;
  detail?: string;
}

export interface Message {
  kind: string;
  binding?: string;
  relayState?: string;
  url?: string;
  time?: string;
  source?: string;
  details: { name: string; value: string }[];
}

export interface Capture {
  format: string;
  steps: Step[];
  messages: Message[];
  flow: number[];
  judged?: number;
}

export interface Reference {
  uri: string;
  digestAlgorithm: string;
  transforms: string[];
  digestMatches?: boolean;
}

export interface Signature {
  element: string;
  valid: boolean;
  signatureAlgorithm?: string;
  canonicalizationAlgorithm?: string;
  verifiedBy?: { sha256: string; subject: string; from: string };
  embedded: { sha256: string; subject: string; notBefore: string; notAfter: string; inMetadata: boolean }[];
  references: Reference[];
  diagnosis: string[];
  span: Place;
  covers: Place[];
}

export interface Claim {
  name: string;
  values: string[];
  covered: boolean;
  label?: string;
  meaning?: string;
  friendlyName?: string;
  format?: string;
  span: Place;
}

export interface User {
  nameId: string;
  email?: string;
  claims: Record<string, string | string[]>;
}

export interface Change {
  what: string;
  before?: string;
  after?: string;
}

export interface TimelineEntry {
  what: string;
  instant: string;
  span?: Place;
}

export interface Source {
  id: string;
  label: string;
  text?: string;
}

export interface Report {
  schema: string;
  verdict: Verdict;
  findings: Finding[];
  metadata?: Metadata;
  capture?: Capture;
  signatures: Signature[];
  claims: Claim[];
  user?: User;
  comparison?: { differences: { what: string; this?: string; other?: string }[] };
  changes: Change[];
  timeline: TimelineEntry[];
  sources: Source[];
}

export interface ClaimExpectation {
  name: string;
  label: string;
  required: boolean;
  accepted?: { value: string; label: string; description: string }[];
  multiple?: boolean;
  equalsAccount?: boolean;
}

export interface Profile {
  name: string;
  entityId: string;
  acsUrls: string[];
  relayState?: string;
  logoutUrl?: string;
  nameId: { format: string; is: 'email' | 'any' };
  claims: ClaimExpectation[];
  instanceSuffix?: string;
}

export interface Settings {
  profile?: string | Profile;
  entityId?: string;
  accountId?: string;
  entity?: string;
  message?: number;
  requireSigned?: 'either' | 'assertion' | 'response' | 'both';
  allowUnsolicited?: boolean;
  inResponseTo?: string | null;
  seenAssertionIds?: string[];
  clockSkewSeconds?: number;
  metadataSigner?: string;
  allowInsecureEndpoints?: boolean;
  decryptionKey?: string;
  decryptionPassphrase?: string;
}

export interface Input {
  metadata?: string;
  capture?: string;
  savedMetadata?: string;
  otherCapture?: string;
  now: string;
  settings: Settings;
}
