import { useState } from 'react';
import { api, ApiError } from '../api/client';
import type { Detectors } from '../api/types';
import { useResource } from '../api/useResource';
import { segmentTitle } from '../map/roads';
import { useNetwork } from '../shell/NetworkProvider';
import { useSettings } from '../shell/Settings';
import { Loading, Notice, NotReady, Panel } from '../shell/States';
import { clock } from '../units/time';
import { lengthIn } from '../units/units';

const SHOWN = 5;
const HEALTHY = 'ok';

/** Which stations' readings can be believed. */
export function DetectorsPanel({ onSelect }: { onSelect: (id: string) => void }) {
  const { units } = useSettings();
  const { byId, zone } = useNetwork();
  const [all, setAll] = useState(false);
  const detectors = useResource('detectors', (signal) => api.detectors(signal), { everyMillis: 60_000 });
  const bad = detectors.data?.detectors.filter((one) => one.state !== HEALTHY) ?? [];
  return (
    <Panel title="Detectors" aside={detectors.data && states(detectors.data)}>
      {detectors.data ? (
        bad.length === 0 ? (
          <p className="muted small">Every station’s readings can be believed.</p>
        ) : (
          <ul className="rows">
            {bad.slice(0, all ? undefined : SHOWN).map((one) => {
              const segment = byId.get(one.segment_id);
              return (
                <li key={one.segment_id}>
                  <div className="row-main">
                    <button type="button" className="link" onClick={() => onSelect(one.segment_id)}>
                      {segment
                        ? segmentTitle(segment, (km) => `pm ${lengthIn(units, km).toFixed(1)}`)
                        : one.segment_id}
                    </button>
                    <span className="muted small">{one.reason}</span>
                  </div>
                  <div className="row-end small">
                    <span className="is-warn">{one.state.replace(/_/g, ' ')}</span>
                    <span className="muted">
                      {one.last_window_start === null
                        ? 'never seen'
                        : `last ${clock(zone, one.last_window_start)}`}
                    </span>
                  </div>
                </li>
              );
            })}
          </ul>
        )
      ) : detectors.error instanceof ApiError && detectors.error.status === 404 ? (
        <Notice title="Not judged">This server does not say how its detectors are.</Notice>
      ) : detectors.error ? (
        <NotReady title="Their state cannot be read" error={detectors.error} />
      ) : (
        <Loading lines={2} label="Loading the state of detectors" />
      )}
      {bad.length > SHOWN && (
        <button type="button" className="plain" onClick={() => setAll(!all)}>
          {all ? 'Fewer' : `All ${bad.length}`}
        </button>
      )}
    </Panel>
  );
}

function states({ counts }: Detectors): string {
  return Object.entries(counts)
    .sort(([a], [b]) => Number(b === HEALTHY) - Number(a === HEALTHY))
    .map(([state, count]) => `${count} ${state.replace(/_/g, ' ')}`)
    .join(', ');
}
