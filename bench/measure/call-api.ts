import type { Product } from '../context';

const LIMIT_MS = 30_000;

/** Calls the product's API. @returns the body of the answer. @throws Error for any refusal */
export async function callApi<T>(
  { url, key }: Pick<Product, 'url' | 'key'>,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
): Promise<T> {
  const response = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(LIMIT_MS),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}: ${text}`);
  return JSON.parse(text) as T;
}

/** @returns the tenant that the key belongs to */
export async function tenantOf(product: Product): Promise<string> {
  const { tenant } = await callApi<{ tenant: { id: string } }>(product, 'GET', '/v1/me');
  return tenant.id;
}
