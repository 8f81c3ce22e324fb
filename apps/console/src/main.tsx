// First: it takes a token out of the address before the router reads the address.
import './session/sign-in-link';
import '@mantine/core/styles.layer.css';
import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app';
import { reloadWhenOutdated } from './app/outdated';

reloadWhenOutdated();
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element "root"');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
