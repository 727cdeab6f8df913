package com.trafficprediction.core.evaluation;

/**
 * Folds forecasts and what was observed into {@link ErrorSums}.
 *
 * <pre>{@code
 * ErrorFold fold = new ErrorFold(ErrorScale.SPEED_KMH);
 * rows.forEach(row -> fold.add(row.predictedKmh(), row.observedKmh()));
 * Metrics metrics = fold.sums().metrics(ErrorScale.SPEED_KMH);
 * }</pre>
 *
 * <p>Mutable and not thread-safe.
 */
public final class ErrorFold {
  private final ErrorScale scale;
  private long n;
  private long sumError;
  private long sumAbs;
  private long sumSquared;
  private long percentageN;
  private long sumRelativeMicro;
  private long sumObserved;
  private long sumObservedSquared;

  public ErrorFold(ErrorScale scale) {
    this.scale = scale;
  }

  /**
   * Adds one forecast of an observed value; an imputed or missing observation is not one.
   *
   * @throws IllegalArgumentException when either is not finite or beyond the scale's limit: clip
   *     forecasts to the physical range before scoring them
   * @throws ArithmeticException when a sum would overflow
   */
  public void add(double predicted, double observed) {
    if (!(Math.abs(predicted) <= scale.limit() && Math.abs(observed) <= scale.limit())) {
      throw new IllegalArgumentException(
          "cannot score the forecast "
              + predicted
              + " of "
              + observed
              + ": both must be finite and within "
              + scale.limit()
              + "; clip forecasts to the physical range first");
    }
    long error = Math.round((predicted - observed) / scale.errorQuantum());
    long value = Math.round(observed / scale.valueQuantum());
    n++;
    sumError = Math.addExact(sumError, error);
    sumAbs = Math.addExact(sumAbs, Math.abs(error));
    sumSquared = Math.addExact(sumSquared, Math.multiplyExact(error, error));
    sumObserved = Math.addExact(sumObserved, value);
    sumObservedSquared = Math.addExact(sumObservedSquared, Math.multiplyExact(value, value));
    if (observed >= scale.percentageFloor()) {
      percentageN++;
      long micro = Math.round(Math.abs(predicted - observed) / observed * 1e6);
      sumRelativeMicro = Math.addExact(sumRelativeMicro, micro);
    }
  }

  /** What has been added so far. */
  public ErrorSums sums() {
    return new ErrorSums(
        n,
        sumError,
        sumAbs,
        sumSquared,
        percentageN,
        sumRelativeMicro,
        sumObserved,
        sumObservedSquared);
  }
}
