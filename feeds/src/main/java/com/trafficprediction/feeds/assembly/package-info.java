/**
 * What all file formats share: units and missing markers, the segments that are left out, and
 * assembling one raw reading of loose values.
 *
 * <p>Non-goals: file formats; judging values ({@code core.reading.ReadingValidator}).
 */
@NullMarked
package com.trafficprediction.feeds.assembly;

import org.jspecify.annotations.NullMarked;
