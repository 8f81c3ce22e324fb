import { MantineProvider } from '@mantine/core';
import { QueryClientProvider, noop } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { makeQueryClient } from '../api/query-client';
import { noteSignedOut, sessionQuery } from '../session/session';
import { makeRouter } from './router';
import { colorSchemes, styleNonce, theme } from './theme';

const queries = makeQueryClient(() => {
  noteSignedOut(queries);
});
// Every page waits for who is signed in. So this is asked while the page's script is still on its way. The gate in front
// of the pages asks for the same, and shows what fails.
queries.query(sessionQuery).catch(noop);
const router = makeRouter(queries);

export function App(): ReactNode {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={colorSchemes}
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
