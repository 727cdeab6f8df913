/**
 * The bytes of models: a bounded binary form for trees, JSON for linear models and preprocessing.
 *
 * <p>Nothing here uses Java serialisation, and a reader believes no length it has not checked:
 * bytes that are cut short, altered or made up end in {@link
 * com.trafficprediction.model.bundle.CorruptModelException}. Non-goals: where files lie, checking a
 * file against its manifest's SHA-256 (storage).
 */
@NullMarked
package com.trafficprediction.model.bundle;

import org.jspecify.annotations.NullMarked;
