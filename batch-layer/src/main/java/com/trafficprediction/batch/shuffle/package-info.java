/**
 * Keys and values that the jobs send through MapReduce's shuffle, with raw comparators: fixed
 * width, compared as bytes, no object per comparison. Non-goals: files (storage).
 */
@NullMarked
package com.trafficprediction.batch.shuffle;

import org.jspecify.annotations.NullMarked;
