/**
 * What every model family shares: training rows, the contract of an explained model, and the cost
 * of looking at a row's contributions.
 *
 * <p>Collaborators: {@code linear}, {@code tree} and {@code anchor} fit and hold models, {@code
 * bundle} writes and reads them. Smile is used inside {@code tree} alone and appears in no public
 * signature. Non-goals: computing features, choosing between models, storing files.
 */
@NullMarked
package com.trafficprediction.model;

import org.jspecify.annotations.NullMarked;
