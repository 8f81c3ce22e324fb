import type { ReactNode } from 'react';
import type { SellerHealth } from '../../api/seller-health';
import { Facts } from '../../parts/facts';
import { durationText } from '../../parts/format';
import { When } from '../../parts/when';
import { texts } from '../../texts';
import classes from './seller-page.module.css';

const words = texts.seller;

/** How the publisher's agent answers: the last hour, the circuit, and how far asking is behind. */
export function Calls({ health }: { health: SellerHealth }): ReactNode {
  const { circuit, error_rate: rate, last_error: error } = health;
  return (
    <>
      <p className={classes.words}>{rate.calls === 0 ? words.noCalls : words.callsFailed(rate.failures, rate.calls)}</p>
      {rate.by_window.length > 0 && <Steps windows={rate.by_window} />}
      <Facts
        facts={[
          [words.circuit, words.circuitStates[circuit.state]],
          [words.askedAgain, circuit.next_probe_at && <When at={circuit.next_probe_at} />],
          [words.lastAnswer, health.last_success_at && <When at={health.last_success_at} />],
          [words.lastFailure, health.last_failure_at && <When at={health.last_failure_at} />],
          [words.lastError, error && `${error.message} (${error.code})`],
          [
            words.pollLag,
            health.poll_lag_seconds === 0 ? words.onTime : words.behind(durationText(health.poll_lag_seconds * 1000)),
          ],
        ]}
      />
    </>
  );
}

function Steps({ windows }: { windows: SellerHealth['error_rate']['by_window'] }): ReactNode {
  const most = Math.max(...windows.map(({ calls }) => calls));
  return (
    <ul className={classes.steps} aria-label={words.callsByTime}>
      {windows.map(({ starts_at: at, calls, failures }) => {
        const said = words.callsFailedAt(clockText(at), failures, calls);
        return (
          <li key={at} className={classes.step} title={said}>
            <span className={classes.failed} style={{ height: `${(100 * failures) / most}%` }} aria-hidden />
            <span
              className={classes.answered}
              style={{ height: `${(100 * (calls - failures)) / most}%` }}
              aria-hidden
            />
            <span style={{ position: 'absolute', clipPath: 'inset(50%)', width: 1, height: 1, overflow: 'hidden' }}>
              {said}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function clockText(at: string): string {
  return new Date(at).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
}
