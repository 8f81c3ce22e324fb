import { SetMetadata } from '@nestjs/common';
import type { JsonObject } from '@adcp-orchestrator/domain';
import type { z } from 'zod';
import type { ProblemKind } from '../problems/problem-catalog';

export const DOCS_METADATA = 'adcp:docs';

export interface DocumentedAnswer {
  description: string;
  /** A component (`answerComponent`); absent: the answer has no JSON body. */
  schema?: z.ZodType;
  /** Headers that mean something, with what they mean. */
  headers?: Readonly<Record<string, string>>;
  example?: JsonObject;
  /** The route can answer with server-sent events too; what they look like. */
  streamExample?: string;
  /** The content type when it is not JSON. */
  mediaType?: string;
}

/** What the code of a route does not say by itself. Parameters, body and role are read from the route. */
export interface RouteDocs {
  tag: string;
  summary: string;
  description?: string;
  answers: Readonly<Record<number, DocumentedAnswer>>;
  /** Problems beyond those that every such route has. */
  problems?: readonly ProblemKind[];
  requestHeaders?: Readonly<Record<string, { description: string; schema: JsonObject }>>;
  pathParameters?: Readonly<Record<string, string>>;
  bodyExamples?: Readonly<Record<string, { summary: string; value: JsonObject }>>;
  /** Describes the body when no schema of ours validates it. */
  rawBody?: string;
}

/** Describes a route in `/openapi.json`. A route without it stops the process at its start. */
export const Documented = (docs: RouteDocs): MethodDecorator => SetMetadata(DOCS_METADATA, docs);
