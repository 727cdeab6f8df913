import L from 'leaflet';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Segment } from '../api/types';
import type { Category, Palette } from '../theme/palette';
import { RoadLayer, type RoadLook } from './RoadLayer';
import { roadsOf } from './roads';

export interface View {
  readonly lat: number;
  readonly lng: number;
  readonly zoom: number;
}

export interface TrafficMapProps {
  readonly segments: readonly Segment[];
  readonly hov: boolean;
  readonly categoryOf: (segmentId: string) => Category;
  readonly selected: string | null;
  readonly onSelect: (segmentId: string | null) => void;
  readonly incidents: ReadonlySet<string>;
  readonly palette: Palette;
  readonly tiles: { url: string; attribution: string } | null;
  /** Where to look first; null to show everything. */
  readonly initialView: View | null;
  readonly onView: (view: View) => void;
  readonly units: 'kmh' | 'mph';
  readonly stale: boolean;
  /** Grows when the whole network should come into view. */
  readonly fitTurn: number;
  readonly describe: (segmentId: string) => string;
}

/** The network on a map. What it shows is in the list of segments, too, for those who cannot see it. */
export function TrafficMap(props: TrafficMapProps) {
  const { segments, hov, categoryOf, selected, onSelect, incidents, palette, tiles, units, fitTurn } = props;
  const holder = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<L.Map | null>(null);
  const layer = useRef<RoadLayer | null>(null);
  const [hovered, setHovered] = useState<string | null>(null);
  const roads = useMemo(() => roadsOf(segments, hov), [segments, hov]);
  const look = useMemo<RoadLook>(
    () => ({ palette, categoryOf, selected, hovered, incidents }),
    [palette, categoryOf, selected, hovered, incidents],
  );
  const first = useRef({ view: props.initialView, onView: props.onView, onSelect });
  useEffect(() => {
    first.current.onView = props.onView;
    first.current.onSelect = onSelect;
  });

  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const made = L.map(element, {
      zoomControl: false,
      attributionControl: false,
      zoomAnimation: false,
      fadeAnimation: false,
      inertia: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
      zoomSnap: 0.25,
      minZoom: 4,
      maxZoom: 18,
    });
    const { view } = first.current;
    made.setView(view ? [view.lat, view.lng] : [0, 0], view?.zoom ?? 11);
    const size = new ResizeObserver(() => made.invalidateSize({ pan: false }));
    size.observe(element);
    let told = false;
    made.on('dragend zoomend', () => {
      if (!told) {
        told = true;
        return; // the first view is nobody's choice
      }
      const center = made.getCenter();
      first.current.onView({ lat: center.lat, lng: center.lng, zoom: made.getZoom() });
    });
    setMap(made);
    return () => {
      size.disconnect();
      made.remove();
      setMap(null);
    };
  }, []);

  // The layer exists as long as the map does; what it shows changes below.
  useEffect(() => {
    if (!map) return;
    const made = new RoadLayer({ roads: [], points: [], labels: [] }, look);
    made.addTo(map);
    layer.current = made;
    const click = (event: L.LeafletMouseEvent): void =>
      first.current.onSelect(made.find(event.containerPoint));
    const move = (event: L.LeafletMouseEvent): void => {
      if (event.originalEvent.buttons !== 0) return; // the map is being dragged
      const id = made.find(event.containerPoint);
      map.getContainer().style.cursor = id ? 'pointer' : '';
      setHovered(id);
    };
    const leave = (): void => setHovered(null);
    map.on('click', click).on('mousemove', move).on('mouseout', leave);
    return () => {
      map.off('click', click).off('mousemove', move).off('mouseout', leave);
      made.remove();
      layer.current = null;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [map]);

  useEffect(() => {
    layer.current?.show(roads, look);
  }, [map, roads, look]);

  const bounds = useMemo(
    () => (segments.length ? L.latLngBounds(segments.map((s) => [s.latitude, s.longitude])) : null),
    [segments],
  );
  const fitted = useRef(-1);
  useEffect(() => {
    if (!map || !bounds || fitted.current === fitTurn) return;
    if (fitted.current === -1 && first.current.view) {
      fitted.current = fitTurn;
      return;
    }
    fitted.current = fitTurn;
    const narrow = map.getSize().x < 600;
    map.fitBounds(bounds, {
      paddingTopLeft: narrow ? [24, 96] : [48, 72],
      paddingBottomRight: narrow ? [24, 96] : [48, 96],
      animate: false,
    });
  }, [map, bounds, fitTurn]);

  useEffect(() => {
    if (!map) return;
    const scale = L.control.scale({
      metric: units === 'kmh',
      imperial: units === 'mph',
      position: 'bottomright',
    });
    scale.addTo(map);
    return () => {
      scale.remove();
    };
  }, [map, units]);

  useEffect(() => {
    if (!map || !tiles) return;
    const background = L.tileLayer(tiles.url, { className: 'tiles' });
    const credit = L.control.attribution({ prefix: false, position: 'bottomright' });
    const words = document.createElement('span');
    words.textContent = tiles.attribution;
    credit.addAttribution(words.innerHTML);
    background.addTo(map);
    credit.addTo(map);
    return () => {
      background.remove();
      credit.remove();
    };
  }, [map, tiles]);

  // What is chosen elsewhere comes into view here.
  useEffect(() => {
    const at = segments.find((s) => s.segment_id === selected);
    if (!map || !at) return;
    const place = L.latLng(at.latitude, at.longitude);
    if (!map.getBounds().pad(-0.05).contains(place)) map.panTo(place, { animate: false });
  }, [map, selected, segments]);

  return (
    <div className={`map ${props.stale ? 'is-stale' : ''}`}>
      <div
        ref={holder}
        className="map-canvas"
        role="application"
        aria-label="Map of the road network. The list of segments says the same in words."
        data-segments={segments.length}
      />
      <div className="map-zoom">
        <button type="button" onClick={() => map?.zoomIn(0.75)} aria-label="Zoom in">
          +
        </button>
        <button type="button" onClick={() => map?.zoomOut(0.75)} aria-label="Zoom out">
          −
        </button>
      </div>
      {hovered && <div className="map-hover">{props.describe(hovered)}</div>}
    </div>
  );
}
