/** A browser at the provider's pages: it keeps cookies, follows redirects and fills in the forms. */
export class OidcBrowser {
  private readonly cookies = new Map<string, Map<string, string>>();

  /**
   * @param home the address of the service as the provider knows it, and where it really is
   */
  constructor(private readonly home: { known: string; real: string }) {}

  /** Goes somewhere, without following. */
  async go(method: string, url: string, form?: Record<string, string>): Promise<Response> {
    const real = url.replace(this.home.known, this.home.real);
    const { origin } = new URL(real);
    const jar = this.cookies.get(origin) ?? new Map<string, string>();
    this.cookies.set(origin, jar);
    const response = await fetch(real, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(60_000),
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      body: form === undefined ? undefined : new URLSearchParams(form),
    });
    for (const set of response.headers.getSetCookie()) {
      const [pair = ''] = set.split(';');
      const equals = pair.indexOf('=');
      jar.set(pair.slice(0, equals), pair.slice(equals + 1));
    }
    return response;
  }

  cookieHeader(origin: string): string {
    return [...(this.cookies.get(origin) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Follows redirects from a page of the service, signs in and consents, until the provider sends the browser back. */
  async signIn(start: string, account: string): Promise<string> {
    let url = start;
    for (let step = 0; step < 20; step += 1) {
      let response = await this.go('GET', url);
      if (step === 0) {
        url = targetOf(await response.text());
        continue;
      }
      if (response.status === 200) {
        const page = await response.text();
        const action = /action="([^"]+)"/.exec(page)?.[1] ?? url;
        const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1] ?? '';
        const form: Record<string, string> =
          prompt === 'login' ? { prompt, login: account, password: 'any' } : { prompt };
        response = await this.go('POST', new URL(action, url).href, form);
      }
      const location = response.headers.get('location');
      if (location === null) throw new Error(`${url} leads nowhere: ${response.status} ${await response.text()}`);
      url = new URL(location, url).href;
      if (url.startsWith(`${this.home.known}/auth/oidc/callback`)) return url;
    }
    throw new Error('the provider leads in circles');
  }
}

/** @returns where one of our pages leads to */
export function targetOf(page: string): string {
  const [, url = ''] = /content="0;url=([^"]*)"/.exec(page) ?? [];
  return url.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}
