/**
 * Regression trees, forests and boosted sets: grown by Smile, kept as flat primitive arrays.
 *
 * <p>A trainer turns rows into a {@link com.trafficprediction.model.tree.TreeEnsemble}. Ensembles
 * trained on parts of the rows merge into one. Every trainer works on the calling thread alone and
 * gives bit-equal results for equal rows in equal order, settings and seed. Non-goals:
 * classification, missing values (rows have none).
 */
@NullMarked
package com.trafficprediction.model.tree;

import org.jspecify.annotations.NullMarked;
