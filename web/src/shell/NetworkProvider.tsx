import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { api } from '../api/client';
import type { Segment, Segments, Settings } from '../api/types';
import { useResource, type Resource } from '../api/useResource';
import type { RoadCalendar } from '../units/time';

export interface NetworkInfo {
  readonly resource: Resource<Segments>;
  readonly segments: readonly Segment[];
  readonly byId: ReadonlyMap<string, Segment>;
  /** Time zone of the road; UTC until it is known. */
  readonly zone: string;
  /** To be said after a time of the road: " UTC" while its own zone is not known. */
  readonly zoneNote: string;
  /** Its days. */
  readonly calendar: RoadCalendar;
  /** The server's table of categories, tiles and the like. */
  readonly settings: Settings | undefined;
}

const Context = createContext<NetworkInfo | undefined>(undefined);
const NONE: readonly Segment[] = [];

/** The road network, asked for once and again now and then: a new batch run may bring another. */
export function NetworkProvider({ children }: { children: ReactNode }) {
  const resource = useResource('segments', (signal) => api.segments(signal), { everyMillis: 60_000 });
  const settings = useResource('settings', (signal) => api.settings(signal), { everyMillis: 300_000 }).data;
  // The same network is the same object, however often it was asked for.
  const hash = resource.data?.network;
  const network = useMemo(
    () => resource.data,
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [hash],
  );
  const info = useMemo(
    () => ({
      resource,
      segments: network?.segments ?? NONE,
      byId: new Map((network?.segments ?? NONE).map((segment) => [segment.segment_id, segment])),
      zone: network?.zone ?? 'UTC',
      zoneNote: network ? '' : ' UTC',
      calendar: { zone: network?.zone ?? 'UTC', holidays: network?.holidays ?? [] },
      settings,
    }),
    [network, resource, settings],
  );
  return <Context value={info}>{children}</Context>;
}

export function useNetwork(): NetworkInfo {
  const info = useContext(Context);
  if (!info) throw new Error('useNetwork needs a NetworkProvider around it');
  return info;
}
