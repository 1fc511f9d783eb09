import { buildSchema, isInputObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { INTEGRATION_FILE } from '../../../cli/commands/integrations/file/file-shape.ts';
import { keysAt } from '../../../cli/commands/integrations/file/known-keys.ts';
import { SCHEMA } from '../../../functions/integrations/schema/schema.ts';

const schema = buildSchema(SCHEMA);

/** What an input of GraphQL takes, but for what says which integration is meant. */
function fieldsOf(input: string): readonly string[] {
  const type = schema.getType(input);
  if (!isInputObjectType(type)) throw new Error(`${input} is no input`);
  const ids = ['integrationConfigurationId', 'revision', ...(input.startsWith('Create') ? [] : ['id'])];
  return Object.keys(type.getFields()).filter((name) => !ids.includes(name));
}

describe('the file of an integration', () => {
  test.each([
    ['OutboundCredentialsInput', 'outboundCredentials'],
    ['FormFieldInput', 'formFields.0'],
    ['FormChoiceInput', 'formFields.0.choices.0'],
    ['LocalizedTextInput', 'formFields.0.labels.0'],
    ['BookmarkConfigurationInput', 'singleSignOn.bookmark'],
    ['OpenIdConnectConfigurationInput', 'singleSignOn.openIdConnect'],
    ['SamlConfigurationInput', 'singleSignOn.saml'],
    ['MerchantSignInInput', 'merchantSignIn'],
    ['MerchantOpenIdInput', 'merchantSignIn.openIdConnect'],
    ['MerchantSamlInput', 'merchantSignIn.saml'],
    ['ProductIntegrationChannelInput', 'channel'],
    ['ConnectorDefaultInput', 'channel.connectors.0'],
  ])('takes all of %s, and nothing else, at %s', (input, at) => {
    expect(keysAt(INTEGRATION_FILE, at.split('.')).toSorted()).toEqual(fieldsOf(input).toSorted());
  });

  test('takes all that creating an integration does, and what other mutations set', () => {
    const others = ['singleSignOn', 'merchantSignIn', 'channel'];
    const expected = [...fieldsOf('CreateProductIntegrationInput'), ...others];
    expect(keysAt(INTEGRATION_FILE, []).toSorted()).toEqual(expected.toSorted());
  });
});
