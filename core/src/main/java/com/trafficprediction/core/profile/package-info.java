/**
 * What is usual for a segment at a time of the week: the only code that folds a profile.
 *
 * <p>{@link com.trafficprediction.core.profile.ProfileSums} holds exact sums per five-minute slot
 * of the week; {@link com.trafficprediction.core.profile.SegmentProfile} smooths them over
 * neighbouring slots and shrinks slot of the week towards day type towards all days. A profile
 * knows through when it was fitted and refuses to be used for an earlier origin, except with the
 * origin's own day left out. Non-goals: storage, planner percentiles.
 */
@NullMarked
package com.trafficprediction.core.profile;

import org.jspecify.annotations.NullMarked;
