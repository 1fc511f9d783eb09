import { type DocumentNode, GraphQLError, Kind, type SelectionSetNode } from 'graphql';

/** The longest document of a usual integration has some sixty. */
export const MAX_TOKENS = 1_000;
/** How deeply fields may be nested. */
const MAX_DEPTH = 8;
/** Mutations run one after the other, within the time that one request has. */
const MAX_ROOT_FIELDS = 5;

/** Below these, graphql's own rule limits what can be nested; the usual query of tools goes 14 deep. */
const INTROSPECTION = ['__schema', '__type'];

/** @returns what is too much about a document, before it is validated */
export function limitErrors(document: DocumentNode): readonly GraphQLError[] {
  const measure = measurer(document);
  return document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
    const { fields, depth } = measure(definition.selectionSet);
    return [
      ...(fields > MAX_ROOT_FIELDS ? [tooMuch(`At most ${MAX_ROOT_FIELDS} fields fit into one operation`)] : []),
      ...(depth > MAX_DEPTH ? [tooMuch(`Fields may be nested ${MAX_DEPTH} deep`)] : []),
    ];
  });
}

function tooMuch(what: string): GraphQLError {
  return new GraphQLError(`${what}. Split the request into several.`, { extensions: { code: 'LIMIT_EXCEEDED' } });
}

type Measure = { readonly fields: number; readonly depth: number };

/** Each fragment is measured once, however often it is spread; one that spreads itself counts as empty there. */
function measurer(document: DocumentNode): (selections: SelectionSetNode) => Measure {
  const fragments = new Map(
    document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
  );
  const measured = new Map<string, Measure>();

  function ofFragment(name: string): Measure {
    const known = measured.get(name);
    if (known !== undefined) return known;
    measured.set(name, { fields: 0, depth: 0 });
    const fragment = fragments.get(name);
    const measure = fragment === undefined ? { fields: 0, depth: 0 } : of(fragment.selectionSet);
    measured.set(name, measure);
    return measure;
  }

  function of({ selections }: SelectionSetNode): Measure {
    const parts = selections.map((selection): Measure => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return ofFragment(selection.name.value);
      if (selection.kind === Kind.INLINE_FRAGMENT) return of(selection.selectionSet);
      if (selection.selectionSet === undefined || INTROSPECTION.includes(selection.name.value)) {
        return { fields: 1, depth: 1 };
      }
      return { fields: 1, depth: 1 + of(selection.selectionSet).depth };
    });
    return {
      fields: parts.reduce((sum, { fields }) => sum + fields, 0),
      depth: Math.max(0, ...parts.map(({ depth }) => depth)),
    };
  }

  return of;
}
