import { describe, expect, test } from 'vitest';
import {
  choiceLines,
  choicesIn,
} from '../../../../functions/console/integrations/sections/questions/question-texts.ts';
import { refusing } from '../graphql-twin.ts';
import { INTEGRATION, INTEGRATION_ID } from '../integration-samples.ts';
import { BELOW, fieldOf, walk } from './form-walk.ts';

const HERE = `${BELOW}/questions`;
const mutation = 'updateProductIntegration';
const COLOUR = {
  key: 'colour',
  type: 'CHOICE',
  required: true,
  pattern: null,
  labels: [
    { language: 'en', text: 'Colour' },
    { language: 'de', text: 'Farbe: innen' },
  ],
  help: null,
  choices: [{ value: 'r|d', labels: [{ language: 'en', text: 'Red | \\ dark' }] }],
};
const ASKING = { ...INTEGRATION, formFields: [COLOUR] };

describe('questions to merchants', () => {
  test('come back from the form as they are stored, and one can be added', async () => {
    const entered = {
      question_1_key: 'number',
      question_1_type: 'TEXT',
      question_1_labels: 'en: Customer number',
      question_1_help: 'en: See your contract',
      question_1_pattern: '[0-9]+',
    };
    const { page, inputs } = await walk(HERE, entered, { integrations: [ASKING], mutation });
    expect(fieldOf(page, 'question_0_labels').value).toBe('en: Colour\r\nde: Farbe: innen');
    expect(fieldOf(page, 'question_2_key').value).toBeUndefined();
    expect(inputs).toEqual([
      {
        id: INTEGRATION_ID,
        revision: 4,
        formFields: [
          { key: 'colour', type: 'CHOICE', required: true, labels: COLOUR.labels, choices: COLOUR.choices },
          {
            key: 'number',
            type: 'TEXT',
            required: false,
            labels: [{ language: 'en', text: 'Customer number' }],
            help: [{ language: 'en', text: 'See your contract' }],
            pattern: '[0-9]+',
          },
        ],
      },
    ]);
  });

  test('are removed by emptying them, and errors stay with the question that they are about', async () => {
    const integrations = [{ ...INTEGRATION, formFields: [COLOUR, { ...COLOUR, key: 'size' }] }];
    const emptied = {
      question_0_key: '',
      question_0_labels: '',
      question_0_choices: '',
      question_0_required: '',
      question_1_labels: 'Size',
    };
    const answer = refusing('INPUT_INVALID', ['formFields', '0', 'labels', '0', 'language'], 'language must be a tag');
    const sent = await walk(HERE, emptied, { integrations, mutation, answer });
    expect(sent.inputs).toMatchObject([{ formFields: [{ key: 'size', labels: [{ language: '', text: 'Size' }] }] }]);
    expect(fieldOf(sent.answer, 'question_1_labels')).toMatchObject({
      value: 'Size',
      error: 'This cannot be saved. language must be a tag',
    });
    expect(fieldOf(sent.answer, 'question_0_labels').error).toBeUndefined();
  });

  test.each([
    [[{ value: 'a', labels: [] }]],
    [
      [
        { value: 'a:b', labels: [{ language: 'en', text: 'A: the | first' }] },
        { value: '\\', labels: [] },
      ],
    ],
  ])('choices are read as they are written: %j', (choices) => {
    expect(choicesIn(choiceLines(choices))).toEqual(choices);
  });
});
