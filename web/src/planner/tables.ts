import { api } from '../api/client';
import type {
  BottleneckRow,
  CorridorRow,
  PeakRow,
  Planner,
  PlannerSummary,
  ReliabilityRow,
  SegmentRow,
} from '../api/types';

/** A planner table with its rows by their type, which the description of the API names in words. */
export interface Table<Row> {
  readonly run: string;
  readonly watermark: number;
  readonly summary: PlannerSummary | null;
  readonly rows: readonly Row[];
}

type Query = Readonly<Record<string, string | number>>;

async function rows<Row>(answer: Promise<Planner>): Promise<Table<Row>> {
  return (await answer) as unknown as Table<Row>;
}

export const tables = {
  corridors: (signal?: AbortSignal) => rows<CorridorRow>(api.planner('corridors', {}, signal)),
  bottlenecks: (signal?: AbortSignal) => rows<BottleneckRow>(api.planner('bottlenecks', {}, signal)),
  reliability: (query: Query, signal?: AbortSignal) =>
    rows<ReliabilityRow>(api.planner('reliability', query, signal)),
  peaks: (query: Query, signal?: AbortSignal) => rows<PeakRow>(api.planner('peaks', query, signal)),
  segments: (signal?: AbortSignal) => rows<SegmentRow>(api.planner('segments', {}, signal)),
} as const;
