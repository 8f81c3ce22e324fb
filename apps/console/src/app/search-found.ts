import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { client, dataOf } from '../api/client';
import { keys } from '../api/keys';
import { sellersQuery } from '../api/sellers';
import type { Operation, Seller } from '../api/types';
import { type Place, paths } from './paths';

/** The API searches from so many characters on. */
export const LEAST_SEARCH = 3;
const MOST = 6;
/** While somebody types, not every letter is asked for. */
const PAUSE_MS = 150;

export interface Found {
  /** What was written. */
  text: string;
  sellers: readonly Seller[];
  operations: readonly Operation[];
  /** Where each of them leads, by the value of its option. */
  places: ReadonlyMap<string, Place>;
}

/** @returns what is found so far for what is being written; nothing while the box is closed */
export function useFound(written: string, isOpen: boolean): Found {
  const text = written.trim();
  const [asked] = useDebouncedValue(text, PAUSE_MS);
  const { data: known } = useQuery(sellersQuery);
  const isAsked = isOpen && asked.length >= LEAST_SEARCH;
  const { data: page } = useQuery({
    queryKey: keys.operations.search(asked),
    queryFn: ({ signal }) =>
      dataOf(client.GET('/v1/operations', { params: { query: { q: asked, limit: MOST } }, signal })),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  });
  const sellers = isOpen ? sellersNamed(known?.items ?? [], text) : [];
  const operations = isAsked && text.length >= LEAST_SEARCH ? (page?.items ?? []) : [];
  const places = new Map<string, Place>([
    ...sellers.map(({ id }): [string, Place] => [`seller ${id}`, paths.seller(id)]),
    ...operations.map(({ id }): [string, Place] => [`operation ${id}`, paths.operation(id)]),
  ]);
  if (places.size > 0 && text.length >= LEAST_SEARCH) places.set('all', paths.operations({ q: text }));
  return { text, sellers, operations, places };
}

/** @returns the publishers whose name or id holds the text, those that begin with it first */
export function sellersNamed<S extends Pick<Seller, 'id' | 'name'>>(sellers: readonly S[], text: string): S[] {
  const wanted = text.toLowerCase();
  if (wanted === '') return [];
  const placeIn = ({ id, name }: S): number => {
    const places = [name, id].map((word) => word.toLowerCase().indexOf(wanted)).filter((at) => at >= 0);
    return places.length === 0 ? -1 : Math.min(...places);
  };
  return sellers
    .map((seller) => ({ seller, at: placeIn(seller) }))
    .filter(({ at }) => at >= 0)
    .sort((one, other) => Math.min(one.at, 1) - Math.min(other.at, 1))
    .slice(0, MOST)
    .map(({ seller }) => seller);
}
