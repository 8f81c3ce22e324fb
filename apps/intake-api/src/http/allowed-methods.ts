import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

/** Remembers which methods each address knows, so that a wrong method is answered with `405` and not with `404`. */
@Injectable()
export class AllowedMethods {
  private readonly routes = new Map<string, { pattern: RegExp; methods: Set<string> }>();

  /** Call it before the first route is registered. */
  listenTo(server: FastifyInstance): void {
    server.addHook('onRoute', ({ url, method }) => {
      // A wildcard matches whatever lies below it, so it says nothing about one address.
      if (url.includes('*')) return;
      const known = this.routes.get(url) ?? { pattern: patternOf(url), methods: new Set<string>() };
      for (const one of Array.isArray(method) ? method : [method]) known.methods.add(one);
      this.routes.set(url, known);
    });
  }

  /** @returns the methods of an address, sorted; none when no route has it */
  of(url: string): string[] {
    const path = url.split('?')[0] ?? url;
    const methods = new Set<string>();
    for (const route of this.routes.values()) {
      if (route.pattern.test(path)) for (const method of route.methods) methods.add(method);
    }
    return [...methods].sort();
  }
}

function patternOf(url: string): RegExp {
  const escaped = url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/:[^/]+/g, '[^/]+')}$`);
}
