import 'reflect-metadata';
import { type PipeTransform, RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import type { JsonObject } from '@adcp-orchestrator/domain';
import { z } from 'zod';
import { ROLE_METADATA, type RequiredRole } from '../access/requires-role';
import { IdPipe } from '../validation/id-pipe';
import { SchemaPipe } from '../validation/zod-pipe';
import { schemaOf } from './components';
import { DOCS_METADATA, type RouteDocs } from './documented';

const BODY: number = RouteParamtypes.BODY;
const QUERY: number = RouteParamtypes.QUERY;

/** A route with everything that the document says of it. */
export interface DescribedRoute {
  method: string;
  /** In OpenAPI's notation, `/v1/operations/{id}`. */
  path: string;
  operationId: string;
  role: RequiredRole;
  docs: RouteDocs;
  parameters: JsonObject[];
  body: z.ZodType | null;
  bodyRequired: boolean;
}

interface RouteArgument {
  data?: unknown;
  pipes: (PipeTransform | Type<PipeTransform>)[];
}

/**
 * Reads the routes of controllers with their documentation.
 * @throws Error for a route without `@Documented` or without a role, so that the process does not start with it
 */
export function describeRoutes(controllers: readonly Type[]): DescribedRoute[] {
  return controllers.flatMap((controller) => {
    const base = Reflect.getMetadata(PATH_METADATA, controller) as string;
    return Object.getOwnPropertyNames(controller.prototype).flatMap((name) => {
      const handler = (controller.prototype as Record<string, unknown>)[name];
      if (typeof handler !== 'function') return [];
      const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
      return method === undefined ? [] : [describe(controller, name, handler, method, base)];
    });
  });
}

function describe(
  controller: Type,
  name: string,
  handler: object,
  method: RequestMethod,
  base: string,
): DescribedRoute {
  const where = `${controller.name}.${name}`;
  const docs = Reflect.getMetadata(DOCS_METADATA, handler) as RouteDocs | undefined;
  const role = Reflect.getMetadata(ROLE_METADATA, handler) as RequiredRole | undefined;
  if (docs === undefined) throw new Error(`the route ${where} is not documented: give it @Documented`);
  if (role === undefined) throw new Error(`the route ${where} has no role: give it @RequiresRole or @Public`);
  const path = pathOf(base, Reflect.getMetadata(PATH_METADATA, handler) as string);
  const args = Object.entries(
    (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Record<string, RouteArgument>,
  ).map(([key, argument]) => ({ type: Number(key.split(':')[0]), ...argument }));
  const body = args.find(({ type }) => type === BODY)?.pipes.find(isSchemaPipe)?.schema ?? null;
  return {
    method: RequestMethod[method].toLowerCase(),
    path,
    operationId: `${controller.name.replace(/Controller$/, '')}_${name}`,
    role,
    docs,
    parameters: [
      ...pathParameters(path, docs, args),
      ...args.filter(({ type }) => type === QUERY).flatMap(({ pipes }) => queryParameters(pipes)),
      ...headerParameters(docs),
    ],
    body,
    bodyRequired: body !== null && !body.safeParse(undefined).success,
  };
}

function pathOf(base: string, own: string): string {
  const joined = `/${base}/${own}`.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
  return joined.replace(/:([^/]+)/g, '{$1}');
}

function pathParameters(path: string, docs: RouteDocs, args: readonly RouteArgument[]): JsonObject[] {
  return [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']): JsonObject => {
    const isId = args.some(({ data, pipes }) => data === name && pipes.some((pipe) => pipe instanceof IdPipe));
    return {
      name,
      in: 'path',
      required: true,
      schema: { type: 'string', ...(isId ? { format: 'uuid' } : {}) },
      ...(docs.pathParameters?.[name] === undefined ? {} : { description: docs.pathParameters[name] }),
    };
  });
}

function queryParameters(pipes: RouteArgument['pipes']): JsonObject[] {
  const schema = pipes.find(isSchemaPipe)?.schema;
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape as Record<string, z.ZodType>).map(([name, property]) => {
    const { description, ...described } = schemaOf(property, 'input');
    return {
      name,
      in: 'query',
      required: false,
      schema: described,
      ...(description === undefined ? {} : { description }),
      ...(described.type === 'array' ? { style: 'form', explode: false } : {}),
    };
  });
}

function headerParameters(docs: RouteDocs): JsonObject[] {
  return Object.entries(docs.requestHeaders ?? {}).map(([name, { description, schema }]) => ({
    name,
    in: 'header',
    required: false,
    description,
    schema,
  }));
}

function isSchemaPipe(pipe: unknown): pipe is SchemaPipe<z.ZodType> {
  return pipe instanceof SchemaPipe;
}
