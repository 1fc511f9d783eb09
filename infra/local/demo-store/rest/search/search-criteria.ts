import { formDecoded } from '../../oauth/octets.ts';

export type Filter = { field: string; value: string; condition_type: string };
export type SearchCriteria = {
  filter_groups: { filters: Filter[] }[];
  sort_orders?: { field: string; direction: string }[];
  page_size?: number;
  current_page?: number;
};

/** A nested PHP array: `a[b][0]=c`. Prototype-free, since its keys come from the URL. */
type Tree = { [key: string]: Tree | string };

/** What PHP finds in `$_GET`. `query` is the raw text after `?`. */
function phpQuery(query: string): Tree {
  const tree = branch();
  for (const part of query.split('&').filter((text) => text !== '')) {
    const [name = '', ...value] = part.split('=');
    const path = formDecoded(name)
      .split('[')
      .map((step) => step.replace(/\]$/, ''));
    plant(tree, path, formDecoded(value.join('=')));
  }
  return tree;
}

/** Null when the request holds no `searchCriteria` at all, which Magento refuses for lists. */
export function readSearchCriteria(query: string): SearchCriteria | null {
  const found = phpQuery(query)['searchCriteria'];
  if (found === undefined) return null;
  const given = typeof found === 'string' ? branch() : found;
  const sorts = children(given['sortOrders']).map((sort) => ({
    field: text(sort['field']),
    direction: text(sort['direction'], 'DESC').toUpperCase(),
  }));
  const [pageSize, currentPage] = [text(given['pageSize']), text(given['currentPage'])];
  return {
    filter_groups: children(given['filterGroups']).map((group) => ({
      filters: children(group['filters']).map(filter),
    })),
    ...(sorts.length > 0 && { sort_orders: sorts }),
    ...(pageSize !== '' && { page_size: Number(pageSize) }),
    ...(currentPage !== '' && { current_page: Number(currentPage) }),
  };
}

function filter(given: Tree): Filter {
  const condition_type = text(given['conditionType'], 'eq').toLowerCase();
  return { field: text(given['field']), value: text(given['value']), condition_type };
}

function plant(tree: Tree, path: readonly string[], value: string): void {
  let at = tree;
  for (const [depth, raw] of path.entries()) {
    const step = raw === '' ? String(Object.keys(at).length) : camelCase(raw);
    if (depth === path.length - 1) {
      at[step] = value;
      return;
    }
    const below = at[step];
    at = at[step] = typeof below === 'object' ? below : branch();
  }
}

// Magento takes `filter_groups` and `filterGroups` alike.
function camelCase(step: string): string {
  return step.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function branch(): Tree {
  return Object.create(null);
}

function children(tree: Tree | string | undefined): Tree[] {
  return typeof tree === 'object' ? Object.values(tree).filter((child) => typeof child === 'object') : [];
}

function text(value: Tree | string | undefined, otherwise = ''): string {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}
