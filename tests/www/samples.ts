// Reports written by hand from the contract, to show every state of the page without the core, and a worker that
// answers with them. The real core's answers are tested in the other files.
import type { Finding, Place, Profile, Report, SetupGuide, VendorEntry } from '../../www/src/types';

export const OKTA = `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="http://www.okta.com/exk1fake">
  <md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>MIIDpDCCAoygAwIBAgIGAXFake</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
    <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://acme.okta.com/app/acme/exk1fake/sso/saml"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>`;

export const BROKEN = OKTA.replace('https://acme.okta.com', 'http://acme.okta.com');

const DECODED = `<saml2p:Response ID="id1" xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol"><saml2:Issuer xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion">http://www.okta.com/exk1fake</saml2:Issuer><saml2:Assertion ID="id2"><saml2:Audience>https://imagekit.io/saml/consume/</saml2:Audience><saml2:Subject><saml2:NameID>ada@example.com</saml2:NameID></saml2:Subject><saml2:Attribute Name="imagekit_role"><saml2:AttributeValue>developer</saml2:AttributeValue></saml2:Attribute></saml2:Assertion></saml2p:Response>`;

export const PROFILE: Profile = {
  name: 'ImageKit',
  entityId: 'https://imagekit.io/saml/consume',
  acsUrls: ['https://imagekit.io/saml/consume'],
  relayState: 'https://imagekit.io/dashboard',
  logoutUrl: 'https://imagekit.io/logout',
  nameId: { format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress', is: 'email' },
  claims: [
    { name: 'imagekit_id', label: 'ImageKit ID of the account', required: true, equalsAccount: true },
    { name: 'full_name', label: 'Full name', required: true },
    {
      name: 'imagekit_role',
      label: 'Role',
      required: true,
      accepted: [
        { value: 'developer', label: 'Developer', description: 'Everything but users and billing' },
        { value: 'finance', label: 'Finance', description: 'Usage analytics and billing' },
      ],
    },
  ],
  instanceSuffix: '#',
};

export function place(source: string, text: string, part: string): Place {
  const from = text.indexOf(part);
  const before = text.slice(0, from).split('\n');
  return { source, from, to: from + part.length, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

export function finding(rule: string, severity: Finding['severity'], message: string, where: Place, more: Partial<Finding> = {}): Finding {
  return { rule, severity, message, ...where, related: [], consequences: [], ...more };
}

export function report(change: Partial<Report>): Report {
  return { schema: 'sso-preflight/1', verdict: 'accept', findings: [], signatures: [], claims: [], changes: [], timeline: [], sources: [], ...change };
}

function metadata(text: string, verdict: Report['verdict']): NonNullable<Report['metadata']> {
  const location = text === BROKEN ? 'http://acme.okta.com/app/acme/exk1fake/sso/saml' : 'https://acme.okta.com/app/acme/exk1fake/sso/saml';
  return {
    verdict,
    entityId: 'http://www.okta.com/exk1fake',
    vendor: 'okta',
    vendorLabel: 'Okta',
    vendorEvidence: ['entityID'],
    endpoints: [
      { kind: 'SingleSignOnService', binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST', location, span: place('metadata', text, location) },
      { kind: 'SingleSignOnService', binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect', location, span: place('metadata', text, location) },
    ],
    certificates: [
      {
        sha256: '8d4f5a0c27b1e93f6a1d2c3b4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f6071',
        subject: 'CN=acme,OU=SSOProvider,O=Okta,L=San Francisco,ST=California,C=US',
        use: 'signing',
        key: { type: 'RSA', bits: 2048 },
        notBefore: '2024-01-01T00:00:00Z',
        notAfter: '2034-01-01T00:00:00Z',
        span: place('metadata', text, 'MIIDpDCCAoygAwIBAgIGAXFake'),
      },
    ],
    nameIdFormats: ['urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'],
    wantsSignedRequests: false,
    signed: false,
    entities: [{ entityId: 'http://www.okta.com/exk1fake', isIdentityProvider: true, chosen: true }],
    entityCount: 1,
  };
}

const sources = [{ id: 'decoded-1', label: 'Decoded XML', text: DECODED }];
const capture: NonNullable<Report['capture']> = {
  format: 'form',
  steps: [
    { what: 'Form body', detail: 'The field SAMLResponse was taken' },
    { what: 'URL decoding' },
    { what: 'Base64', detail: '512 characters' },
  ],
  messages: [
    {
      kind: 'Response',
      binding: 'post',
      source: 'decoded-1',
      relayState: 'https://imagekit.io/dashboard',
      details: [
        { name: 'Issuer', value: 'http://www.okta.com/exk1fake' },
        { name: 'Destination', value: 'https://imagekit.io/saml/consume' },
      ],
    },
  ],
  flow: [0],
  judged: 0,
};
const assertion = place('decoded-1', DECODED, DECODED.slice(DECODED.indexOf('<saml2:Assertion'), DECODED.indexOf('</saml2p')));
const signature: Report['signatures'][number] = {
  element: 'Assertion',
  valid: true,
  signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  verifiedBy: { sha256: '8d4f5a0c27b1e93f6a1d2c3b4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f6071', subject: 'CN=acme,O=Okta', from: 'metadata' },
  embedded: [],
  references: [{ uri: '#id2', digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256', transforms: [], digestMatches: true }],
  diagnosis: [],
  span: assertion,
  covers: [assertion],
};
const claims: Report['claims'] = [
  { name: 'NameID', values: ['ada@example.com'], covered: true, label: 'E-mail', span: place('decoded-1', DECODED, 'ada@example.com') },
  { name: 'imagekit_id', values: ['acme'], covered: true, label: 'ImageKit ID of the account', span: assertion },
  { name: 'full_name', values: ['Ada Lovelace'], covered: true, label: 'Full name', span: assertion },
  { name: 'imagekit_role', values: ['developer'], covered: true, label: 'Role', meaning: 'Everything but users and billing', span: place('decoded-1', DECODED, 'developer') },
  { name: 'department', values: ['R&D', 'Platform'], covered: false, span: assertion },
];

const insecure = finding('metadata-endpoint-not-https', 'error', 'The sign-in address “http://acme.okta.com/app/acme/exk1fake/sso/saml” does not start with https, so passwords could be read on the way.', place('metadata', BROKEN, 'http://acme.okta.com/app/acme/exk1fake/sso/saml'), {
  fix: { who: 'idp', steps: ['Open the application in the Okta admin console, tab Sign On.', 'Choose View IdP metadata and copy the text again.'] },
  standard: 'SAML Metadata §2.4.3',
});
const soon = finding('certificate-expires-soon', 'warning', 'The certificate expires in 21 days. Logins stop working then.', place('metadata', OKTA, 'MIIDpDCCAoygAwIBAgIGAXFake'), {
  fix: { who: 'idp', steps: ['Create a new certificate in Okta, Sign On, SAML Signing Certificates.'] },
});

const audience = finding('assertion-audience-mismatch', 'error', 'The response is meant for “https://imagekit.io/saml/consume/”, but this service is “https://imagekit.io/saml/consume”. They differ in a slash at the end.', place('decoded-1', DECODED, 'https://imagekit.io/saml/consume/'), {
  fix: { who: 'idp', steps: ['Open the application in Okta, General, SAML Settings, Edit.', 'Set Audience URI (SP Entity ID) to https://imagekit.io/saml/consume, without the slash at the end.', 'Save, sign in again and copy the new response.'] },
  standard: 'SAML Core §2.5.1.4',
  related: [{ message: 'The Issuer is Okta.', ...place('decoded-1', DECODED, 'http://www.okta.com/exk1fake') }],
});
const expired = finding('assertion-expired', 'error', 'The response expired 3 hours ago. It was valid when it was issued.', place('decoded-1', DECODED, 'ID="id2"'), {
  fix: { who: 'capture', steps: ['Sign in again and copy the new response within five minutes.'] },
  consequences: [{ rule: 'assertion-confirmation-expired', message: 'The confirmation expired 3 hours ago.', ...place('decoded-1', DECODED, 'ID="id2"') }],
  standard: 'SAML Core §2.5.1.2',
});
const unmapped = finding('claim-unmapped', 'info', 'The claim “department” is sent but not used.', assertion);
const repaired = finding('capture-repaired', 'hint', 'Blanks were read as plus signs.', place('capture', 'reject me', 'reject'));

const nothingKnown = { signedByDefault: '', algorithmByDefault: '', nameIdByDefault: '', attributesByDefault: '', quirks: [] };
export const VENDORS: VendorEntry[] = [
  { name: 'okta', label: 'Okta', ...nothingKnown },
  { name: 'entra', label: 'Microsoft Entra ID', ...nothingKnown },
  ...['AD FS', 'OneLogin', 'Google Workspace', 'Keycloak', 'Auth0', 'PingOne', 'PingFederate', 'JumpCloud', 'Shibboleth IdP', 'SimpleSAMLphp', 'Rippling']
    .map((label) => ({ name: label.toLowerCase(), label, ...nothingKnown })),
  { name: 'generic', label: 'another identity provider', ...nothingKnown },
];
export const GUIDE: SetupGuide = {
  vendor: 'okta',
  vendorLabel: 'Okta',
  service: 'ImageKit',
  steps: [
    { path: 'Applications → Create App Integration', text: 'Call the app ImageKit.', fields: [] },
    { path: 'General → Configure SAML', text: 'The address.', fields: [{ field: 'Single sign-on URL', value: PROFILE.acsUrls[0] ?? '' }] },
    { path: 'General → Configure SAML', text: 'A rule.', fields: [], code: 'return "a";\nreturn "b";' },
  ],
  notes: ['It is only a sample.'],
};

/** What the stub worker answers with, by the first key that the text contains. */
export const ANSWERS: [key: string, report: Report][] = [
  ['accept me', report({ findings: [unmapped], metadata: metadata(OKTA, 'accept'), capture, signatures: [signature], claims, user: { nameId: 'ada@example.com', email: 'ada@example.com', claims: { imagekit_id: 'acme', full_name: 'Ada Lovelace', imagekit_role: 'developer' } }, sources })],
  ['reject me', report({ verdict: 'reject', findings: [audience, expired, unmapped, repaired], metadata: metadata(OKTA, 'accept'), capture, signatures: [signature, { ...signature, element: 'Response', valid: false, diagnosis: ['No key of the metadata made this signature. The certificate in the message would fit, but the metadata does not have it.'], embedded: [{ sha256: '11'.repeat(32), subject: 'CN=other', notBefore: '2020-01-01T00:00:00Z', notAfter: '2030-01-01T00:00:00Z', inMetadata: false }], covers: [] }], claims, sources })],
  ['undecided', report({ verdict: 'undecided', findings: [finding('capture-bare-assertion', 'info', 'This is an assertion without its Response, as Okta’s preview shows it. The claims can be checked, the signature cannot.', assertion)], capture, claims, sources })],
  ['http://acme.okta.com/app', report({ verdict: 'reject', findings: [insecure], metadata: metadata(BROKEN, 'reject'), sources: [] })],
  ['expires soon', report({ findings: [soon], metadata: metadata(OKTA, 'accept') })],
  ['acme.okta.com', report({ metadata: metadata(OKTA, 'accept') })],
];

/** A worker script that answers from `answers`, faults on “crash me”, keeps its answer to “held” until word comes on a
 * channel of that name, and redacts only once it was started again. */
export function stubWorker(answers: [string, Report][] = ANSWERS, starts = 0): string {
  return `const answers = ${JSON.stringify(answers)};
    const unknown = ${JSON.stringify(report({ verdict: 'reject', findings: [finding('metadata-unrecognised', 'error', 'This is not SAML metadata.', { source: 'metadata', from: 0, to: 1, line: 1, column: 1 })] }))};
    onmessage = ({ data }) => {
      if (data === 'prepare') return;
      const { id, input, guide, redacted } = data;
      if (guide) {
        postMessage({ kind: 'guide', id, guide: { ...${JSON.stringify(GUIDE)}, vendor: guide.vendor } });
        return;
      }
      if (redacted && ${starts === 0}) return postMessage({ kind: 'not-loaded', id });
      const text = input.capture ?? input.metadata;
      if (text.includes('crash me')) throw new Error('unreachable');
      const found = answers.find(([key]) => text.includes(key));
      const answer = () => postMessage({ kind: 'report', id, report: found ? found[1] : unknown });
      if (text.includes('held')) return void (new BroadcastChannel('held').onmessage = answer);
      const delay = /slow (\\d+)/.exec(text);
      setTimeout(answer, delay ? Number(delay[1]) : 0);
    };
    postMessage({ kind: 'ready', profile: ${JSON.stringify(PROFILE)}, vendors: ${JSON.stringify(VENDORS)} });`;
}
