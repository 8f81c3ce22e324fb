/**
 * SQL: whether the statement reached the database that the service works on (ADR 39). Elsewhere a claim takes nothing, so
 * nothing is sent from a copy, also by a process whose connections lead to a copy since a moment ago. A sub-select, so
 * that it is asked once for each statement.
 */
export const installedHere = '(SELECT is_installed_here())';

/** SQL: true, or the statement fails with this SQLSTATE. For writes of what has been asked of us, or learned. */
export const demandInstalledHere = '(SELECT demand_installed_here())';
export const INSTALLED_ELSEWHERE = 'ADO39';
