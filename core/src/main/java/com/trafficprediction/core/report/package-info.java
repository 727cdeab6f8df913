/**
 * What one batch run has to say for itself: {@link com.trafficprediction.core.report.RunReport}
 * holds the figures, {@link com.trafficprediction.core.report.HtmlReport} turns them into one
 * self-contained page.
 *
 * <p>Pure: the same figures give the same page, byte for byte. Non-goals: gathering the figures
 * (batch), other formats (the batch layer writes the same record as JSON).
 */
@NullMarked
package com.trafficprediction.core.report;

import org.jspecify.annotations.NullMarked;
