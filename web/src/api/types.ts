import type { components } from './schema';

/** The contract, by the names people use. Generated from the server's openapi.json: npm run types. */
type Schemas = components['schemas'];

export type Health = Schemas['Health'];
export type Segments = Schemas['Segments'];
export type Segment = Schemas['Segment'];
export type History = Schemas['History'];
export type HistoryWindow = Schemas['HistoryWindow'];
export type Profile = Schemas['Profile'];
export type Predictions = Schemas['Predictions'];
export type Prediction = Schemas['Prediction'];
export type ForecastState = Schemas['ForecastState'];
export type Stats = Schemas['Stats'];
export type Incidents = Schemas['Incidents'];
export type Incident = Schemas['Incident'];
export type Accuracy = Schemas['Accuracy'];
export type Score = Schemas['Score'];
export type Corridors = Schemas['Corridors'];
export type Corridor = Corridors['corridors'][number];
export type TravelTime = Schemas['TravelTime'];
export type Models = Schemas['Models'];
export type Planner = Schemas['Planner'];
export type SpeedMap = Schemas['SpeedMap'];
export type SpeedMapStation = Schemas['SpeedMapStation'];
export type CorridorDays = Schemas['CorridorDays'];
export type CorridorDay = Schemas['CorridorDay'];
export type UsualDay = Schemas['UsualDay'];
export type PlannerSummary = Schemas['PlannerSummary'];
export type CorridorRow = Schemas['CorridorRow'];
export type SegmentRow = Schemas['SegmentRow'];
export type ReliabilityRow = Schemas['ReliabilityRow'];
export type PeakRow = Schemas['PeakRow'];
export type BottleneckRow = Schemas['BottleneckRow'];
export type Outcomes = Schemas['Outcomes'];
export type Settings = Schemas['Settings'];
export type Detectors = Schemas['Detectors'];
export type Problem = Schemas['Problem'];

export const HORIZONS = [15, 30, 60] as const;
export type Horizon = (typeof HORIZONS)[number];

/** What a frame of the event stream says; the schema StreamMessage describes it in words. */
export type StreamMessage =
  | { type: 'connected'; data: { time: number; resumed: boolean; heartbeat_seconds: number } }
  | { type: 'initial' | 'batch'; data: Prediction[] }
  | { type: 'prediction'; data: Prediction }
  | { type: 'stats'; data: Stats }
  | { type: 'incident'; data: Incident }
  | { type: 'heartbeat'; data: { time: number } }
  | { type: 'error'; data: Problem };
