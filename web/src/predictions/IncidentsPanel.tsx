import { useState, type SubmitEvent } from 'react';
import { acknowledge, ApiError, rememberToken, token } from '../api/client';
import type { Incident, Segment } from '../api/types';
import { useLive, useStream } from '../live/LiveProvider';
import { freewayName } from '../map/roads';
import { useNetwork } from '../shell/NetworkProvider';
import { useSettings } from '../shell/Settings';
import { Loading, Notice, Panel } from '../shell/States';
import { age, clock, dayAndClock } from '../units/time';
import { lengthIn, lengthText, speedText, speedUnit } from '../units/units';

const SHOWN = 6;

/** Open first, newest first. */
export function sortIncidents(incidents: Iterable<Incident>): Incident[] {
  return [...incidents].sort(
    (a, b) => Number(b.status === 'open') - Number(a.status === 'open') || b.onset - a.onset,
  );
}

/** What is wrong on the road. */
export function IncidentsPanel({
  incidents,
  onSelect,
}: {
  incidents: readonly Incident[];
  onSelect: (segment: string) => void;
}) {
  const live = useLive();
  // Without the network its time zone is not known, and no place has a name.
  const known = useNetwork().segments.length > 0;
  const [all, setAll] = useState(false);
  const open = incidents.filter((incident) => incident.status === 'open').length;
  return (
    <Panel title="Incidents" aside={known && incidents.length ? `${open} open` : undefined}>
      {!live.begun || !known ? (
        <Loading lines={2} label="Loading incidents" />
      ) : incidents.length === 0 ? (
        <Notice title="None known">Detected queues and the agency’s records appear here as they come.</Notice>
      ) : (
        <ul className="rows">
          {incidents.slice(0, all ? undefined : SHOWN).map((incident) => (
            <IncidentRow key={incident.incident_id} incident={incident} onSelect={onSelect} />
          ))}
        </ul>
      )}
      {known && incidents.length > SHOWN && (
        <button type="button" className="plain" onClick={() => setAll(!all)}>
          {all ? 'Fewer' : `All ${incidents.length}`}
        </button>
      )}
    </Panel>
  );
}

function IncidentRow({ incident, onSelect }: { incident: Incident; onSelect: (segment: string) => void }) {
  const { units } = useSettings();
  const { byId, zone } = useNetwork();
  const at = byId.get(incident.segment_id);
  return (
    <li className={incident.status === 'open' ? '' : 'is-over'}>
      <div className="row-main">
        <button type="button" className="link" onClick={() => onSelect(incident.segment_id)} disabled={!at}>
          {placeOf(incident, at, (km) => lengthIn(units, km).toFixed(1))}
        </button>
        <span className="muted small">
          {incident.status === 'open'
            ? `since ${clock(zone, incident.onset)}`
            : `${dayAndClock(zone, incident.onset)}, ${overWords(incident)}`}
          {incident.extent_km !== null &&
            incident.extent_km > 0 &&
            ` · queue ${lengthText(units, incident.extent_km)}`}
          {/* Of one that is over this would be the speed after it. */}
          {incident.status === 'open' &&
            incident.speed_kmh !== null &&
            ` · ${speedText(units, incident.speed_kmh)} ${speedUnit(units)} instead of ${speedText(units, incident.expected_speed_kmh)}`}
        </span>
        {incident.source !== 'detector' && incident.description && (
          <span className="muted small">{incident.description}</span>
        )}
      </div>
      <div className="row-end small">
        <span className={incident.severity === 'major' ? 'is-bad' : 'muted'}>
          {incident.severity} · {incident.source === 'detector' ? 'detected' : incident.source}
        </span>
        {incident.acknowledged_by ? (
          <span className="muted">seen by {incident.acknowledged_by}</span>
        ) : (
          incident.status === 'open' && <Acknowledge incident={incident} />
        )}
      </div>
    </li>
  );
}

/** How long it was, where its end is known. */
export function overWords(incident: Pick<Incident, 'onset' | 'cleared_at'>): string {
  return incident.cleared_at === null || incident.cleared_at <= incident.onset
    ? 'over'
    : `over after ${age(incident.cleared_at - incident.onset)}`;
}

function placeOf(incident: Incident, at: Segment | undefined, postmile: (km: number) => string): string {
  if (incident.freeway && incident.direction) {
    const where =
      at?.postmile_km === null || at?.postmile_km === undefined ? '' : ` at pm ${postmile(at.postmile_km)}`;
    return `${freewayName(incident.freeway)} ${incident.direction}${where}`;
  }
  return at?.name ?? incident.segment_id;
}

const OPERATOR = 'traffic.operator';

/** Says that somebody has seen it; the first time it asks for a name and the token. */
function Acknowledge({ incident }: { incident: Incident }) {
  const stream = useStream();
  const { settings } = useNetwork();
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const send = (by: string): void => {
    setBusy(true);
    acknowledge(incident.incident_id, by).then(
      (after) => {
        setBusy(false);
        setAsking(false);
        if (after) stream.learn({ type: 'incident', data: after });
      },
      (error: unknown) => {
        setBusy(false);
        if (error instanceof ApiError && error.status === 401) setAsking(true);
        setProblem(error instanceof Error ? error.message : String(error));
      },
    );
  };
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string): string => {
      const value = form.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    rememberToken(text('token'));
    window.sessionStorage.setItem(OPERATOR, text('by'));
    setProblem('');
    send(text('by'));
  };
  const known = window.sessionStorage.getItem(OPERATOR);
  if (settings && !settings.writable) return <span className="muted">no write token set</span>;
  return (
    <>
      {!asking && (
        <button
          type="button"
          className="link"
          disabled={busy}
          onClick={() => (known && token() ? send(known) : setAsking(true))}
        >
          acknowledge
        </button>
      )}
      {asking && (
        <form onSubmit={submit} className="acknowledge">
          <input
            className="field"
            name="by"
            placeholder="Your name"
            aria-label="Your name"
            required
            defaultValue={known ?? ''}
            maxLength={60}
          />
          <input
            className="field"
            name="token"
            type="password"
            placeholder="Token"
            aria-label="Token for writing"
            required
            autoComplete="off"
          />
          <span>
            <button type="submit" className="button is-main" disabled={busy}>
              Acknowledge
            </button>{' '}
            <button type="button" className="plain" onClick={() => setAsking(false)}>
              Cancel
            </button>
          </span>
        </form>
      )}
      {problem && (
        <span role="alert" className="is-bad">
          {problem}
        </span>
      )}
    </>
  );
}
