import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { api } from '../api/client';
import type { Health } from '../api/types';
import { useResource, type Resource } from '../api/useResource';
import type { Trouble } from './freshness';
import { troubleOf } from './health';

const HealthContext = createContext<Resource<Health> | undefined>(undefined);
const TroubleContext = createContext<Trouble | undefined>(undefined);

/** What the server says about itself, asked for on every page: none may call live what is not. */
export function HealthProvider({ children }: { children: ReactNode }) {
  const health = useResource('health', (signal) => api.health(signal), { everyMillis: 5_000 });
  const found = health.error ? undefined : troubleOf(health.data);
  const words = found?.words;
  const why = found?.why ?? '';
  // Pages that only ask for trouble are not drawn anew with every answer.
  const trouble = useMemo(() => (words === undefined ? undefined : { words, why }), [words, why]);
  return (
    <HealthContext value={health}>
      <TroubleContext value={trouble}>{children}</TroubleContext>
    </HealthContext>
  );
}

export function useHealth(): Resource<Health> {
  const health = useContext(HealthContext);
  if (!health) throw new Error('useHealth needs a HealthProvider around it');
  return health;
}

/** Why nothing can be live now, by the server's last answer. */
export function useTrouble(): Trouble | undefined {
  return useContext(TroubleContext);
}
