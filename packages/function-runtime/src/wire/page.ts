import type { Page, PageRequest } from "../platform.ts";
import type { EntityRecord } from "../entity.ts";

/** A page as Core's lists answer it. */
export interface PageEnvelope {
  readonly content: readonly EntityRecord[];
  readonly totalElements: number;
  readonly totalPages: number;
  readonly size: number;
  /** From 0. */
  readonly number: number;
  readonly numberOfElements: number;
  readonly first: boolean;
  readonly last: boolean;
  readonly empty: boolean;
  readonly sort: SortState;
  readonly pageable: {
    readonly pageNumber: number;
    readonly pageSize: number;
    readonly offset: number;
    readonly paged: true;
    readonly unpaged: false;
    readonly sort: SortState;
  };
}

interface SortState {
  readonly sorted: boolean;
  readonly unsorted: boolean;
  readonly empty: boolean;
}

export const pageDefaults: { readonly size: number; readonly maxSize: number } = Object.freeze({
  size: 25,
  maxSize: 1000,
});

/** Page and size of a query; what cannot be read is the default, as Core has it. */
export const readPageRequest = (query: URLSearchParams): Required<PageRequest> => {
  const page = wholeNumber(query.get("page")) ?? 0;
  const size = wholeNumber(query.get("size")) ?? pageDefaults.size;
  return { page, size: Math.min(Math.max(size, 1), pageDefaults.maxSize) };
};

const wholeNumber = (text: string | null): number | undefined =>
  text !== null && /^\d{1,9}$/u.test(text) ? Number(text) : undefined;

/** @param sorted whether the query named an order */
export const pageEnvelope = (
  { content, totalElements }: Page,
  { page, size }: Required<PageRequest>,
  sorted = false,
): PageEnvelope => {
  const totalPages = Math.ceil(totalElements / size);
  const sort = { sorted, unsorted: !sorted, empty: !sorted };
  return {
    content,
    totalElements,
    totalPages,
    size,
    number: page,
    numberOfElements: content.length,
    first: page === 0,
    last: page >= totalPages - 1,
    empty: content.length === 0,
    sort,
    pageable: { pageNumber: page, pageSize: size, offset: page * size, paged: true, unpaged: false, sort },
  };
};
