export * from './installation';
export { INSTALLED_ELSEWHERE } from './installed-here';
export * from './look';
export * from './report';
export * from './restore-command';
export { tellInstallation, watchInstallation } from './watch-installation';
export { type Restored, finishRestore, restoreInstallation } from './restore-installation';
