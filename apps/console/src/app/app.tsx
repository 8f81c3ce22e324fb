import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { makeQueryClient } from '../api/query-client';
import { noteSignedOut } from '../session/session';
import { makeRouter } from './router';
import { colorSchemes, styleNonce, theme } from './theme';

const router = makeRouter();
const queries = makeQueryClient(() => {
  noteSignedOut(queries);
});

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
