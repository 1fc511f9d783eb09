/** Conditions of Magento's search criteria; an unknown one silently acts as `eq` (data-facts). */
export type Condition = 'eq' | 'neq' | 'gt' | 'gteq' | 'lt' | 'lteq' | 'in' | 'nin';

export type Filter = { readonly field: string; readonly condition: Condition; readonly value: string | number };

export type SearchCriteria = {
  /** Filters of one group are alternatives; all groups must hold. */
  readonly filterGroups: readonly (readonly Filter[])[];
  readonly sortOrders: readonly { readonly field: string; readonly direction: 'ASC' | 'DESC' }[];
  readonly pageSize: number;
  /** From 1. */
  readonly currentPage: number;
};
