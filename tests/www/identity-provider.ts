// An identity provider made for one test run: a fresh key, its certificate, metadata and signed responses.
// The texts are written in their canonical form, so that signing them needs no canonicaliser of our own.
import { constants, createCipheriv, createHash, createSign, generateKeyPairSync, publicEncrypt, randomBytes, sign, type KeyObject } from 'node:crypto';

const ENTITY_ID = 'http://www.okta.com/exk4testabcdEFGHI5d7';
const SSO = 'https://example.okta.com/app/example_imagekit_1/exk4testabcdEFGHI5d7/sso/saml';
const ACS = 'https://imagekit.io/saml/consume';

export interface ResponseOptions {
  audience?: string;
  recipient?: string;
  nameId?: string;
  role?: string;
  account?: string;
  fullName?: string;
  issued?: Date;
  /** Encrypts the assertion for this key (XML Encryption 1.1: AES-256-GCM, RSA-OAEP). */
  encryptFor?: KeyObject;
  /** Changes the signed text afterwards. */
  tamper?: (xml: string) => string;
}

export class IdentityProvider {
  readonly #key: KeyObject;
  readonly #certificate: string;

  constructor(readonly notAfter = new Date('2036-01-01T00:00:00Z'), readonly keyType: 'rsa' | 'ec' = 'rsa') {
    const { privateKey, publicKey } =
      keyType === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#key = privateKey;
    this.#certificate = selfSigned(privateKey, publicKey, new Date('2026-01-01T00:00:00Z'), notAfter).toString('base64');
  }

  metadata(sso = SSO): string {
    return `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${ENTITY_ID}">
  <md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor use="signing">
      <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${this.#certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>
    </md:KeyDescriptor>
    <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${sso}"/>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${sso}"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>
`;
  }

  /** A response as XML. */
  response(options: ResponseOptions = {}): string {
    const { audience = ACS, recipient = ACS, nameId = 'ada@example.com', issued = new Date() } = options;
    const { role = 'developer', account = 'acme', fullName = 'Ada Lovelace', tamper = (xml: string) => xml } = options;
    const at = (seconds: number): string => new Date(issued.getTime() + seconds * 1000).toISOString();
    const attribute = (name: string, value: string): string =>
      `<saml:Attribute Name="${name}" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified"><saml:AttributeValue>${escape(value)}</saml:AttributeValue></saml:Attribute>`;
    const open = `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_assertion1" IssueInstant="${at(0)}" Version="2.0"><saml:Issuer>${ENTITY_ID}</saml:Issuer>`;
    const rest =
      `<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">${escape(nameId)}</saml:NameID>` +
      `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${at(300)}" Recipient="${recipient}"></saml:SubjectConfirmationData></saml:SubjectConfirmation></saml:Subject>` +
      `<saml:Conditions NotBefore="${at(-300)}" NotOnOrAfter="${at(300)}"><saml:AudienceRestriction><saml:Audience>${audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>` +
      `<saml:AuthnStatement AuthnInstant="${at(0)}" SessionIndex="_session1"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>` +
      `<saml:AttributeStatement>${attribute('imagekit_id', account)}${attribute('full_name', fullName)}${attribute('imagekit_role', role)}</saml:AttributeStatement></saml:Assertion>`;
    const clear = tamper(open + this.#signature('_assertion1', open + rest) + rest);
    const assertion = options.encryptFor === undefined ? clear : encrypted(clear, options.encryptFor);
    return (
      `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" Destination="${recipient}" ID="_response1" IssueInstant="${at(0)}" Version="2.0">` +
      `<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${ENTITY_ID}</saml:Issuer>` +
      `<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"></samlp:StatusCode></samlp:Status>${assertion}</samlp:Response>`
    );
  }

  /** A response as a form body, as developer tools copy it. */
  formBody(options: ResponseOptions = {}): string {
    const value = Buffer.from(this.response(options), 'utf8').toString('base64');
    return `SAMLResponse=${encodeURIComponent(value)}&RelayState=${encodeURIComponent('https://imagekit.io/dashboard')}`;
  }

  #signature(id: string, canonical: string): string {
    const digest = createHash('sha256').update(canonical, 'utf8').digest('base64');
    const algorithm = (name: string, uri: string): string => `<ds:${name} Algorithm="${uri}"></ds:${name}>`;
    const inner =
      algorithm('CanonicalizationMethod', 'http://www.w3.org/2001/10/xml-exc-c14n#') +
      algorithm('SignatureMethod', `http://www.w3.org/2001/04/xmldsig-more#${this.keyType === 'rsa' ? 'rsa' : 'ecdsa'}-sha256`) +
      `<ds:Reference URI="#${id}"><ds:Transforms>${algorithm('Transform', 'http://www.w3.org/2000/09/xmldsig#enveloped-signature')}${algorithm('Transform', 'http://www.w3.org/2001/10/xml-exc-c14n#')}</ds:Transforms>` +
      `${algorithm('DigestMethod', 'http://www.w3.org/2001/04/xmlenc#sha256')}<ds:DigestValue>${digest}</ds:DigestValue></ds:Reference>`;
    const namespace = 'xmlns:ds="http://www.w3.org/2000/09/xmldsig#"';
    const value = createSign('sha256').update(`<ds:SignedInfo ${namespace}>${inner}</ds:SignedInfo>`, 'utf8').sign({ key: this.#key, dsaEncoding: 'ieee-p1363' }, 'base64');
    return `<ds:Signature ${namespace}><ds:SignedInfo>${inner}</ds:SignedInfo><ds:SignatureValue>${value}</ds:SignatureValue></ds:Signature>`;
  }
}

function encrypted(xml: string, publicKey: KeyObject): string {
  const key = randomBytes(32);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const value = Buffer.concat([nonce, cipher.update(xml, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
  const wrapped = publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' }, key).toString('base64');
  return (
    '<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">' +
    '<xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" Type="http://www.w3.org/2001/04/xmlenc#Element">' +
    '<xenc:EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#aes256-gcm"/>' +
    '<ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><xenc:EncryptedKey>' +
    '<xenc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"><ds:DigestMethod Algorithm="http://www.w3.org/2000/09/xmldsig#sha1"/></xenc:EncryptionMethod>' +
    `<xenc:CipherData><xenc:CipherValue>${wrapped}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo>` +
    `<xenc:CipherData><xenc:CipherValue>${value}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData></saml:EncryptedAssertion>`
  );
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A self-signed X.509 certificate (RFC 5280 §4.1) for the key. */
function selfSigned(key: KeyObject, publicKey: KeyObject, notBefore: Date, notAfter: Date): Buffer {
  const der = (tag: number, ...parts: Buffer[]): Buffer => {
    const content = Buffer.concat(parts);
    // As short as can be, as DER wants it (X.690 §10.1).
    const long = content.length < 256 ? [0x81, content.length] : [0x82, content.length >> 8, content.length & 0xff];
    const length = content.length < 128 ? [content.length] : long;
    return Buffer.concat([Buffer.from([tag, ...length]), content]);
  };
  const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
  const time = (date: Date): Buffer => der(0x17, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));
  const isRsa = key.asymmetricKeyType === 'rsa';
  const algorithm = isRsa ? der(0x30, oid('2a864886f70d01010b'), der(0x05)) : der(0x30, oid('2a8648ce3d040302'));
  const name = der(0x30, der(0x31, der(0x30, oid('550403'), der(0x0c, Buffer.from('Example signing key')))));
  const body = der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    algorithm,
    name,
    der(0x30, time(notBefore), time(notAfter)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  return der(0x30, body, algorithm, der(0x03, Buffer.from([0]), sign('sha256', body, key)));
}
