package com.trafficprediction.core.profile;

import com.trafficprediction.core.units.Quantity;

/**
 * All that a profile is computed from: speeds in 0.01 km/h and volumes in whole vehicles per hour,
 * one value per observed window.
 *
 * @param speed speeds by slot of the week
 * @param volume volumes by slot of the week; all zero counts where there is no volume
 * @param minSpeedCenti least speed seen, or {@link Quantity#ABSENT}
 * @param maxSpeedCenti greatest speed seen, or {@link Quantity#ABSENT}
 */
public record ProfileSums(SlotSums speed, SlotSums volume, int minSpeedCenti, int maxSpeedCenti) {}
