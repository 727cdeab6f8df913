/** Parts of the health report in words; one that is not known here shows its own name and figures. */
const NAMES: Readonly<Record<string, string>> = {
  process: 'This server',
  hbase: 'HBase',
  hdfs: 'HDFS',
  kafka: 'Kafka',
  network: 'Road network',
  batch_view: 'Batch view',
  model: 'Models',
  forecasts: 'Forecasting',
  predictions: 'Forecast topic',
  incidents: 'Incident topic',
  events: 'Event streams',
  work_share: 'Share of the work',
  prediction_archive: 'Forecasts in HBase',
};

export function partName(name: string): string {
  return NAMES[name] ?? name.replace(/_/g, ' ').replace(/^./, (first) => first.toUpperCase());
}

/** What a part that is up has to say: its figures that are numbers of things or names, not instants. */
export function partWords(name: string, details: Readonly<Record<string, unknown>>): string {
  const words = Object.entries(details)
    .filter(
      ([key]) =>
        !/(^since$|_at$|watermark|newest|hash|_ms$|age_seconds|synthetic|^model_|^last_round|^without_profile$|^not_published$)/.test(
          key,
        ),
    )
    .map(([key, value]) => [key.replace(/_/g, ' '), plain(value)] as const)
    .filter(([, value]) => value !== '')
    .map(([key, value]) =>
      /^\d/.test(value) ? `${value} ${value === '1' ? key.replace(/s$/, '') : key}` : value,
    );
  return words.length
    ? words.join(' · ')
    : name === 'hdfs' || name === 'hbase' || name === 'kafka'
      ? 'connected'
      : 'up';
}

function plain(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.length.toLocaleString('en');
  return typeof value === 'number' && Number.isInteger(value) ? value.toLocaleString('en') : '';
}
