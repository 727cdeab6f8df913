import { useLive } from '../live/LiveProvider';
import { segmentTitle } from '../map/roads';
import { CategoryTag } from '../shell/CategoryTag';
import { useNetwork } from '../shell/NetworkProvider';
import { useSettings } from '../shell/Settings';
import { Loading, Notice, Panel } from '../shell/States';
import { clock } from '../units/time';
import { lengthIn, speedText, speedUnit } from '../units/units';

/** The forecasts that came last. */
export function RecentPanel({ onSelect }: { onSelect: (id: string) => void }) {
  const live = useLive();
  const { units } = useSettings();
  const { byId, zone, zoneNote } = useNetwork();
  const shown = live.recent.slice(0, 8);
  return (
    <Panel
      title="Newest forecasts"
      aside={
        live.newestOrigin === undefined ? undefined : `made at ${clock(zone, live.newestOrigin)}${zoneNote}`
      }
    >
      {!live.begun ? (
        <Loading lines={4} label="Loading forecasts" />
      ) : shown.length === 0 ? (
        <Notice title="None yet">They appear as the server publishes them.</Notice>
      ) : (
        <ul className="rows">
          {shown.map((one) => {
            const segment = byId.get(one.segment_id);
            return (
              <li key={`${one.segment_id} ${one.prediction_horizon_minutes}`}>
                <div className="row-main">
                  <button type="button" className="link" onClick={() => onSelect(one.segment_id)}>
                    {segment
                      ? segmentTitle(segment, (km) => `pm ${lengthIn(units, km).toFixed(1)}`)
                      : one.segment_id}
                  </button>
                  <span className="muted small">
                    {speedText(units, one.current_speed)} →{' '}
                    <strong>{speedText(units, one.predicted_speed)}</strong> {speedUnit(units)} at{' '}
                    {clock(zone, one.prediction_timestamp)}
                    {zoneNote}, +{one.prediction_horizon_minutes} min
                  </span>
                </div>
                <div className="row-end">
                  <CategoryTag category={one.category} />
                </div>
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
}
