import { useLive } from '../live/LiveProvider';

export function PredictionsPage() {
  const live = useLive();
  return <p className="narrow">{live.forecasts.size} segments have a forecast.</p>;
}
