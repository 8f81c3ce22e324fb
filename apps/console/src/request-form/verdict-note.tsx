import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { type Fault, fieldId } from '../schema-form/form-context';
import { texts } from '../texts';
import classes from './request-form.module.css';
import { placeWords } from './place-words';

const words = texts.newOperation;

/** Every error of the form, each leading to its field. Before a person has tried to send, only how many there are. */
export function Errors({ errors, isTold }: { errors: readonly Fault[]; isTold: boolean }): ReactNode {
  if (errors.length === 0) return null;
  if (!isTold) return <p className={classes.quiet}>{words.open_fields(errors.length)}</p>;
  return (
    <div className={classes.errors} role="alert">
      <strong>{words.open_fields(errors.length)}</strong>
      <FaultList faults={errors} />
    </div>
  );
}

export function Warnings({ warnings }: { warnings: readonly Fault[] }): ReactNode {
  if (warnings.length === 0) return null;
  return (
    <div className={classes.warnings}>
      <strong>{words.warnings}</strong>
      <FaultList faults={warnings} />
    </div>
  );
}

function FaultList({ faults }: { faults: readonly Fault[] }): ReactNode {
  return (
    <ul className={classes.faults}>
      {faults.map((fault) => (
        <li key={fault.pointer}>
          <UnstyledButton
            className={classes.place}
            onClick={() => {
              goTo(fault.pointer);
            }}
          >
            {placeWords(fault.pointer)}
          </UnstyledButton>{' '}
          {faultText(fault)}
        </li>
      ))}
    </ul>
  );
}

/** @returns what is said of the request, each with its place in the request */
export function requestFaults(faults: readonly Fault[]): Fault[] {
  return faults
    .filter(({ pointer }) => pointer.startsWith('/request'))
    .map((fault) => ({ ...fault, pointer: fault.pointer.slice('/request'.length) }));
}

export function faultText({ detail, suggestion }: Fault): string {
  const sentence = `${detail.charAt(0).toUpperCase()}${detail.slice(1)}`.replace(/\.?$/, '.');
  return suggestion === undefined ? sentence : `${sentence} ${suggestion}`;
}

/** A field that is not drawn yet belongs to a part that is. */
function goTo(pointer: string): void {
  for (let place = pointer; place !== ''; place = place.slice(0, place.lastIndexOf('/'))) {
    const element = document.getElementById(fieldId(place));
    if (element === null) continue;
    element.focus();
    element.scrollIntoView({ block: 'center' });
    return;
  }
}
