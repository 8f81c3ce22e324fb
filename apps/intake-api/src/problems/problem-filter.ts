import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LOG, type Log } from '@adcp-orchestrator/platform';
import { AllowedMethods } from '../http/allowed-methods';
import { RequestProblemError } from './problem';
import { PROBLEM_MEDIA_TYPE } from './problem-catalog';
import { problemOf } from './problem-of';

/** The edge at which every error becomes `application/problem+json`. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(LOG) private readonly log: Log,
    private readonly allowedMethods: AllowedMethods,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = this.wrongMethod(error, request) ?? problemOf(error);
    if (problem.status >= 500) {
      this.log.error({ err: error, request_id: request.id, status: problem.status }, 'a request failed');
    }
    if (reply.sent) return;
    sendProblem(reply, problem, request.id);
  }

  /**
   * The router knows no such route. When it knows the address under other methods, the answer says so. It leaves an
   * address that it knows under this method to the console only when a part of it is longer than a parameter may be.
   */
  private wrongMethod(error: unknown, request: FastifyRequest): RequestProblemError | null {
    if (!(error instanceof HttpException) || error.getStatus() !== 404) return null;
    const methods = this.allowedMethods.of(request.url);
    if (methods.length === 0) return null;
    if (methods.includes(request.method)) {
      return new RequestProblemError('uri-too-long', 'The address is longer than the limit.', { cause: error });
    }
    return new RequestProblemError(
      'method-not-allowed',
      `${request.method} is not known here; the route knows ${methods.join(', ')}.`,
      { headers: { allow: methods.join(', ') } },
    );
  }
}

/** Answers with a problem. Also used where the filter does not reach, in hooks of plugins. */
export function sendProblem(reply: FastifyReply, problem: RequestProblemError, requestId: string): void {
  void reply
    .code(problem.status)
    .headers(problem.headers)
    .header('content-type', PROBLEM_MEDIA_TYPE)
    .header('cache-control', 'no-store')
    // An error of the router comes before every hook that would set this header.
    .header('x-request-id', requestId)
    .send(JSON.stringify(problem.body(requestId)));
}
