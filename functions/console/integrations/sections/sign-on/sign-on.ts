import { html } from 'hono/html';
import type { Markup } from '../../../../adapters/html/messages.ts';
import type { Visit } from '../../../console-route.ts';
import { actionForm } from '../../../layout/forms.ts';
import type { Translator } from '../../../texts/translator.ts';
import type { Integration } from '../../data/integration.ts';
import type { Section, SectionField, SectionGroup, Values } from '../section.ts';
import { chosenKind, signOnChange } from './sign-on-change.ts';
import {
  CREATION_METHODS,
  FLAGS,
  frozenMethod,
  GRANT_TYPES,
  KINDS,
  type Kind,
  kindOf,
  LISTS,
  TEXTS,
  valuesOf,
} from './sign-on-values.ts';

/** The way into the product: one of three kinds, to be removed before there is another. */
export const SIGN_ON: Section = {
  path: 'sign-on',
  name: 'set_sign_on',
  title: 'integration_field_singleSignOn',
  intro: 'sign_on_intro',
  values: valuesOf,
  secrets: [],
  groups: ({ layout }, integration) => groupsOf(layout.translator, integration),
  change: signOnChange,
  fieldOf: ([member = ''], entered) => fieldOf(member, entered),
  below: removal,
};

function fieldOf(member: string, entered: Values): string {
  const name = `${chosenKind(entered)}_${member}`;
  return member === 'grantTypes' ? `${name}_${GRANT_TYPES[0]}` : name;
}

function groupsOf(translator: Translator, integration: Integration): readonly SectionGroup[] {
  const { t } = translator;
  const is = kindOf(integration.singleSignOn);
  const kinds = is === undefined ? KINDS : [is];
  const choice: SectionField = {
    name: 'kind',
    label: t('sign_on_kind'),
    options: kinds.map((kind) => [kind, t(`sign_on_kind_${kind}`)]),
    ...(is === undefined && { hint: t('sign_on_kind_hint') }),
  };
  return [
    { legend: t('integration_field_singleSignOn'), fields: [choice] },
    ...kinds.map((kind) => ({ legend: t(`sign_on_kind_${kind}`), fields: fieldsOf(translator, integration, kind) })),
  ];
}

function fieldsOf(translator: Translator, integration: Integration, kind: Kind): readonly SectionField[] {
  const { t } = translator;
  const texts = TEXTS[kind].map((member): SectionField => {
    const type = member.toLowerCase().endsWith('url') ? 'url' : 'text';
    return { name: `${kind}_${member}`, label: t(`sign_on_${member}`), type };
  });
  return kind === 'openIdConnect' ? [...texts, ...clientFields(translator, integration)] : texts;
}

function clientFields({ t }: Translator, integration: Integration): readonly SectionField[] {
  const frozen = frozenMethod(integration);
  const methods = CREATION_METHODS.filter((method) => frozen === undefined || method === frozen);
  const name = (member: string) => `openIdConnect_${member}`;
  return [
    {
      name: name('clientCreationMethod'),
      label: t('sign_on_clientCreationMethod'),
      options: methods.map((method) => [method, t(`sign_on_method_${method}`)]),
      hint: t(frozen === undefined ? 'sign_on_method_hint' : 'sign_on_method_frozen'),
    },
    ...LISTS.map((list): SectionField => {
      return { name: name(list), label: t(`sign_on_${list}`), type: 'textarea', hint: t('one_each_line') };
    }),
    ...GRANT_TYPES.map((type): SectionField => {
      return { name: name(`grantTypes_${type}`), label: t(`sign_on_grant_${type}`), type: 'checkbox' };
    }),
    ...FLAGS.map((flag): SectionField => ({ name: name(flag), label: t(`sign_on_${flag}`), type: 'checkbox' })),
  ];
}

function removal(visit: Visit, { singleSignOn, sourceId, revision }: Integration): Markup {
  const { t } = visit.layout.translator;
  if (!singleSignOn) return html``;
  return html`<div class="actions">${actionForm(visit, {
    path: `/integrations/${encodeURIComponent(sourceId)}/sign-on/remove`,
    label: t('sign_on_remove'),
    kind: 'danger',
    fields: html`<input type="hidden" name="revision" value="${revision}">`,
    confirm: { text: html`<p>${t('sign_on_remove_ask')}</p>`, label: t('sign_on_remove_sure') },
  })}</div>`;
}
