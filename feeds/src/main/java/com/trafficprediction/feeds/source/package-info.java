/**
 * What every source of readings looks like from outside: splits to divide the work, a pull reader
 * over one split, rejected rows with file and line, and one exception type whose message says what,
 * where and what to do next.
 *
 * <p>Implemented by the file readers and by the synthetic model; used by the import job and the
 * replay. Non-goals: judging values ({@code core.reading}), file formats.
 */
@NullMarked
package com.trafficprediction.feeds.source;

import org.jspecify.annotations.NullMarked;
