/** @throws Error when the answer is no success, or does not come in time */
export async function getJson<T>(url: string, timeoutMs = 30_000): Promise<T> {
  return JSON.parse(await getText(url, timeoutMs)) as T;
}

/** @throws Error when the answer is no success, or does not come in time */
export async function getText(url: string, timeoutMs = 30_000): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return await response.text();
}
