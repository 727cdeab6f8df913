/**
 * Readings from text files with one record per line: CSV with a reading per line, CSV with a column
 * per segment, and JSON lines. A line is at most {@link
 * com.trafficprediction.feeds.lines.LineSource#MAX_LINE} bytes and never spans line breaks, so that
 * files can be cut between lines and read in constant memory.
 *
 * <p>Non-goals: judging values ({@code core.reading.ReadingValidator}).
 */
@NullMarked
package com.trafficprediction.feeds.lines;

import org.jspecify.annotations.NullMarked;
