import { BullRegistrar } from '@nestjs/bullmq';
import { Injectable, Module, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService } from '@nestjs/core';
import { Gauge } from 'prom-client';
import { tellInstallation, watchInstallation } from '@adcp-orchestrator/ledger';
import { Essentials, NotReadyError, Readiness, Shutdown, ShutdownPhase } from '@adcp-orchestrator/platform';
import { HintQueues } from '../backend/hint-queues';
import { reportTrouble } from '../backend/report-trouble';
import { registerQueueDepth } from '../depth/queue-depth';
import { HintMetrics } from '../hint-metrics';
import { QueuesModule } from '../queues-module';
import { payloadOf } from '../catalog/hint-catalog';
import { HintSender } from '../sending/hint-sender';
import { Sweeper } from '../work/sweeper';
import { HintHandling } from './hint-handling';
import { WorkerRole } from './worker-role';

export class WorkerRoleMissingError extends Error {
  override readonly name = 'WorkerRoleMissingError';
}
export class WorkerRoleDuplicateError extends Error {
  override readonly name = 'WorkerRoleDuplicateError';
}

/**
 * Keeps the roles of a worker process going: it starts their hints and sweeps, has readiness watch them, measures them,
 * and ends them in the order of the shutdown. Its roles are all providers of the process that are a `WorkerRole`.
 */
@Injectable()
export class WorkerShell implements OnModuleInit, OnApplicationBootstrap {
  private roles: WorkerRole[] = [];
  private readonly sweepers: Sweeper[] = [];
  private isUp = false;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly registrar: BullRegistrar,
    private readonly essentials: Essentials,
    private readonly readiness: Readiness,
    private readonly shutdown: Shutdown,
    private readonly metrics: HintMetrics,
    private readonly queues: HintQueues,
    private readonly sender: HintSender,
  ) {}

  /** Before the internal listener opens, so that its first answer names every check. */
  onModuleInit(): void {
    this.roles = rolesAmong(this.discovery.getProviders().map(({ instance }: { instance: unknown }) => instance));
    for (const role of this.roles) this.watch(role);
    watchInstallation(this.readiness, this.essentials.pool, 'failed');
    this.handOnOwnHints();
    this.measure();
  }

  /** The sweeps start first, because they also work while the queue is away. */
  onApplicationBootstrap(): void {
    void tellInstallation(this.essentials.pool, this.essentials.log);
    for (const sweeper of this.sweepers) sweeper.start();
    for (const role of this.roles) this.sender.worksOn(role.kind, (hint) => role.processInner(payloadOf(hint)));
    this.registrar.register();
    for (const { lastingWorker } of this.roles) {
      lastingWorker.report = reportTrouble(this.essentials.log, lastingWorker.name);
    }
    this.isUp = true;
  }

  private watch(role: WorkerRole): void {
    const { log } = this.essentials;
    const ofSeveral = this.roles.length > 1 ? ` of ${role.kind}` : '';
    // Without hints the sweeps find the same rows, only later.
    this.readiness.register(
      `hints${ofSeveral}`,
      () => {
        if (!this.isUp) throw new NotReadyError('the process is starting');
        role.lastingWorker.checkConsumption();
      },
      { otherwise: 'degraded' },
    );
    for (const sweep of role.sweeps) {
      const sweeper = new Sweeper({ ...sweep, log, onSwept: this.metrics.onSwept });
      this.sweepers.push(sweeper);
      this.readiness.register(`sweep ${sweep.name}`, () => {
        sweeper.checkSweeping();
      });
      this.shutdown.add(ShutdownPhase.stopTakingWork, `sweep ${sweep.name}`, () => sweeper.stop());
    }
    this.shutdown.add(ShutdownPhase.stopTakingWork, `taking work${ofSeveral}`, () => role.stopTakingWork());
    this.shutdown.add(
      ShutdownPhase.finishWork,
      `work under way${ofSeveral}`,
      (hurry) => role.finishWork(hurry),
      role.finishSeconds,
    );
    // The job of a hint may itself be waiting for a seller. It ends when the work does.
    this.shutdown.add(ShutdownPhase.finishWork, `hints${ofSeveral}`, async () => {
      if (this.isUp) await role.lastingWorker.close();
    });
  }

  /** Those that wait when the process stops are for the others. */
  private handOnOwnHints(): void {
    this.shutdown.add(ShutdownPhase.stopTakingWork, 'own hints', () => {
      this.sender.handOnOwn();
    });
    this.shutdown.add(ShutdownPhase.finishWork, 'own hints', () => this.sender.ownDone());
  }

  private measure(): void {
    const { log, metrics } = this.essentials;
    const kinds = this.roles.map(({ kind }) => kind);
    registerQueueDepth(
      metrics,
      log,
      kinds.map((kind) => this.queues.byKind[kind]),
    );
    for (const name of new Set(this.roles.map(({ inFlight }) => inFlight.metric))) {
      const gauges = this.roles.map(({ inFlight }) => inFlight).filter(({ metric }) => metric === name);
      new Gauge({
        name,
        help: gauges.map(({ help }) => help).join('; '),
        registers: [metrics],
        collect() {
          this.set(gauges.reduce((sum, { count }) => sum + count(), 0));
        },
      });
    }
  }
}

/** What a module with a `WorkerRole` imports: the queues, and the shell that keeps the role going. */
@Module({
  imports: [DiscoveryModule, QueuesModule],
  providers: [HintHandling, WorkerShell],
  exports: [HintHandling, QueuesModule],
})
export class WorkerModule {}

/** @throws WorkerRoleMissingError or WorkerRoleDuplicateError unless there is a role, and only one of each kind */
export function rolesAmong(providers: readonly unknown[]): WorkerRole[] {
  const roles = providers.filter((provider): provider is WorkerRole => provider instanceof WorkerRole);
  if (roles.length === 0) throw new WorkerRoleMissingError('this process has no role: nothing here handles any hint');
  const kinds = roles.map(({ kind }) => kind);
  const twice = kinds.find((kind, place) => kinds.indexOf(kind) !== place);
  if (twice !== undefined) throw new WorkerRoleDuplicateError(`two roles claim hints of the kind "${twice}"`);
  return roles;
}
