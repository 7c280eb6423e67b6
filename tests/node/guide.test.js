// The set-up guides, as the page reads them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtInProfile, setupGuide, vendors } from 'sso-preflight';

const fieldsOf = (guide) => guide.steps.flatMap((step) => step.fields);

test('every vendor of the list has a guide with the account\'s own values', () => {
  const list = vendors();
  assert.ok(list.length > 13, 'there are vendors');
  for (const { name, label } of list) {
    const guide = setupGuide({ vendor: name, accountId: 'acme7' });
    assert.equal(guide.vendor, name);
    assert.equal(guide.vendorLabel, label);
    assert.equal(guide.service, 'ImageKit');
    assert.ok(guide.steps.length > 4, name);
    assert.ok(JSON.stringify(guide).includes('acme7'), `${name} names the account`);
  }
});

test('the Entity ID field decides the identifier', () => {
  const entityId = 'https://imagekit.io/saml/consume#acme7';
  const fields = fieldsOf(setupGuide({ vendor: 'entra', entityId }));
  const identifier = fields.find(({ field }) => field === 'Identifier (Entity ID)');
  assert.equal(identifier?.value, entityId);
});

test('a profile of one\'s own is set up too, and no vendor means any', () => {
  const profile = { ...builtInProfile('imagekit'), name: 'Acme', claims: [] };
  const guide = setupGuide({ profile });
  assert.equal(guide.vendor, 'generic');
  assert.equal(guide.service, 'Acme');
});

test('what is not known is refused with the names that are', () => {
  assert.throws(() => setupGuide({ vendor: 'Okta' }), /okta, entra/);
  assert.throws(() => setupGuide({ vendor: 'okta', acount: 'x' }), /acount/);
});
