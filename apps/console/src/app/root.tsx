import { Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { LiveProvider } from '../live/live-provider';
import { SignedIn } from '../session/signed-in';
import { KeysProvider } from './keys-provider';
import { Shell } from './shell';

export function Root(): ReactNode {
  return (
    <SignedIn>
      <LiveProvider>
        <KeysProvider>
          <Shell>
            <Outlet />
          </Shell>
        </KeysProvider>
      </LiveProvider>
    </SignedIn>
  );
}
