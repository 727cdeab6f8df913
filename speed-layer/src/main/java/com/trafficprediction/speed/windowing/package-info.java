/**
 * From {@code traffic-events} to five-minute windows: in HBase for serving, in {@code
 * processed-traffic-aggregates} for whoever follows.
 *
 * <p>The model: a partition holds segments, a segment holds windows. A window is open until it is
 * complete, or the segment's watermark or silence closes it; it is kept, and amended by late
 * events, until the watermark is an hour past its end; then it is settled and forgotten. All of
 * this is a function of the partition's events in their order, except that silence is measured by
 * wall time; so reading the same events again gives the same windows. ADR 0082 has the argument.
 *
 * <p>{@code core.window} alone aggregates. Non-goals: forecasts, archives.
 */
@NullMarked
package com.trafficprediction.speed.windowing;

import org.jspecify.annotations.NullMarked;
