/**
 * How good forecasts are, and whether they are good enough to publish.
 *
 * <p>Sums of errors ({@link com.trafficprediction.core.evaluation.ErrorSums}, {@link
 * com.trafficprediction.core.evaluation.IntervalSums}, {@link
 * com.trafficprediction.core.evaluation.CategorySums}) are exact integers that add up component by
 * component, so a combiner, any input split and any order give the same table to the last bit.
 * {@link com.trafficprediction.core.evaluation.ChronologicalSplit} says which rows train, validate
 * and test; {@link com.trafficprediction.core.evaluation.ModelSelection} picks a model on
 * validation rows; {@link com.trafficprediction.core.evaluation.DayBlockBootstrap} and {@link
 * com.trafficprediction.core.evaluation.QualityGate} decide on test rows whether it may replace the
 * live one.
 *
 * <p>Non-goals: fitting models (model), reading rows (batch), rendering the report (report).
 */
@NullMarked
package com.trafficprediction.core.evaluation;

import org.jspecify.annotations.NullMarked;
