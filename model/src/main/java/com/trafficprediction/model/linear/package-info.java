/**
 * Linear regression by summed normal equations: every task folds its rows, the sums are merged, and
 * one small system is solved. Pure Java, no native BLAS.
 */
@NullMarked
package com.trafficprediction.model.linear;

import org.jspecify.annotations.NullMarked;
