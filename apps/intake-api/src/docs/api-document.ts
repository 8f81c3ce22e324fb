import 'reflect-metadata';
import { type DynamicModule, type Type } from '@nestjs/common';
import type { JsonObject } from '@adcp-orchestrator/domain';
import { ApiModule } from '../api-module';
import { buildDocument } from './build-document';
import { describeRoutes } from './describe-routes';

type Imported = Type | DynamicModule;

/**
 * The document of the whole API, made without starting it: for the client that is generated from it, and for the tests
 * that read it.
 */
export function apiDocument(publicUrl: string | null): JsonObject {
  return buildDocument(describeRoutes(controllersOf(ApiModule, new Set())), publicUrl);
}

function controllersOf(imported: Imported, seen: Set<Type>): Type[] {
  const module = 'module' in imported ? imported.module : imported;
  if (seen.has(module)) return [];
  seen.add(module);
  const imports = (Reflect.getMetadata('imports', module) ?? []) as Imported[];
  const own = (Reflect.getMetadata('controllers', module) ?? []) as Type[];
  return [...own, ...imports.flatMap((one) => controllersOf(one, seen))];
}
