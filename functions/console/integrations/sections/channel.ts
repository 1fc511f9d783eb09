import { channelType } from '../../../channels/channel-types.ts';
import { INTERVAL_MAX_MINUTES, INTERVAL_MIN_MINUTES } from '../../../domain/sync/channel.ts';
import { connectorText } from '../../channels/channel-words.ts';
import type { Translator } from '../../texts/translator.ts';
import type { Integration } from '../data/integration.ts';
import type { Section, SectionChange, SectionGroup, Values } from './section.ts';
import { wholeNumber } from './sent.ts';

const BUILT_IN = channelType('magento2').connectors.map(({ name, label }) => ({ name: String(name), label }));
/** Of one that is not listed: the deployment's own have other names. */
const OTHER_NAME = 'other_name';
const OTHER_EVERY = 'other_every';
const EVERY = 'every_';
const LIMITS = `must be a whole number of minutes from ${INTERVAL_MIN_MINUTES} to ${INTERVAL_MAX_MINUTES}`;

/** Which connectors begin by themselves when a store is connected: minutes by connector; nothing for one that is off. */
export const CHANNEL: Section = {
  path: 'channel',
  name: 'set_channel_defaults',
  title: 'integration_field_channel',
  intro: 'channel_defaults_intro',
  values: valuesOf,
  secrets: [],
  groups: ({ layout }, _, values) => groupsOf(layout.translator, values),
  change: changeOf,
  fieldOf: ([, at], entered) => (at === undefined ? undefined : chosen(entered)[Number(at)]?.field),
};

function valuesOf({ channel }: Integration): Values {
  const built = BUILT_IN.map(({ name }) => [`${EVERY}${name}`, '']);
  const set = (channel?.connectors ?? []).map(({ name, everyMinutes }) => [`${EVERY}${name}`, String(everyMinutes)]);
  return Object.fromEntries([...built, ...set, [OTHER_NAME, ''], [OTHER_EVERY, '']]);
}

function groupsOf(translator: Translator, values: Values): readonly SectionGroup[] {
  const { t } = translator;
  const fields = Object.keys(values)
    .filter((name) => name.startsWith(EVERY))
    .map((field) => {
      const name = field.slice(EVERY.length);
      const label = BUILT_IN.find((one) => one.name === name)?.label ?? name;
      return { name: field, label: connectorText(translator, name, label), type: 'number' as const };
    });
  return [
    { legend: t('channel_connectors'), hint: t('channel_defaults_hint'), fields, columns: true },
    {
      legend: t('channel_defaults_other'),
      hint: t('channel_defaults_other_hint'),
      columns: true,
      fields: [
        { name: OTHER_NAME, label: t('channel_defaults_name') },
        { name: OTHER_EVERY, label: t('channel_defaults_every'), type: 'number' },
      ],
    },
  ];
}

type Chosen = { readonly field: string; readonly name: string; readonly every: string };

/** In the order in which they are sent. */
function chosen(entered: Values): readonly Chosen[] {
  const listed = Object.entries(entered)
    .filter(([field, every]) => field.startsWith(EVERY) && every !== '')
    .map(([field, every]) => ({ field, name: field.slice(EVERY.length), every }));
  const name = entered[OTHER_NAME] ?? '';
  const every = entered[OTHER_EVERY] ?? '';
  return name === '' && every === '' ? listed : [...listed, { field: OTHER_EVERY, name, every }];
}

function changeOf({ sourceId: id }: Integration, entered: Values): SectionChange {
  const all = chosen(entered).map(({ name, every }) => ({ name, everyMinutes: wholeNumber(every) }));
  const problems = all.flatMap(({ everyMinutes }, at) =>
    everyMinutes === undefined
      ? [
          {
            code: 'INPUT_INVALID',
            path: ['input', 'connectors', String(at), 'everyMinutes'],
            message: `everyMinutes ${LIMITS}`,
          },
        ]
      : [],
  );
  if (problems.length > 0) return { problems };
  return { mutation: 'setProductIntegrationChannel', input: { id, connectors: all } };
}
