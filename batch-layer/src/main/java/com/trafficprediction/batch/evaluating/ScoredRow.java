package com.trafficprediction.batch.evaluating;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.hadoop.io.Writable;

/**
 * One row at one horizon, with what every model said of it. Mutable, reused. Speeds are km/h,
 * volumes vehicles per hour.
 */
public final class ScoredRow implements Writable {
  private float observed;
  private float last;
  private int ageMinutes;
  private float usual;
  private float spread;
  private double[] predictions = new double[0];

  /**
   * Sets the row.
   *
   * @param observedValue what was observed at the target
   * @param lastValue the last observed value at the origin
   * @param lastAgeMinutes its age, 0 for the current window
   * @param usualValue the profile at the target
   * @param usualSpread its spread; NaN when unknown
   * @param predicted the models' predictions, in the order of the job's models; not copied
   */
  public void set(
      float observedValue,
      float lastValue,
      int lastAgeMinutes,
      float usualValue,
      float usualSpread,
      double[] predicted) {
    observed = observedValue;
    last = lastValue;
    ageMinutes = lastAgeMinutes;
    usual = usualValue;
    spread = usualSpread;
    predictions = predicted;
  }

  public double observed() {
    return observed;
  }

  public double last() {
    return last;
  }

  public int ageMinutes() {
    return ageMinutes;
  }

  public double usual() {
    return usual;
  }

  public double spread() {
    return spread;
  }

  /** Prediction of the model at a position. */
  public double prediction(int model) {
    return predictions[model];
  }

  /** Sets the prediction of the model at a position. */
  public void setPrediction(int model, double predicted) {
    predictions[model] = predicted;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeFloat(observed);
    out.writeFloat(last);
    out.writeInt(ageMinutes);
    out.writeFloat(usual);
    out.writeFloat(spread);
    out.writeInt(predictions.length);
    for (double prediction : predictions) {
      out.writeDouble(prediction);
    }
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    observed = in.readFloat();
    last = in.readFloat();
    ageMinutes = in.readInt();
    usual = in.readFloat();
    spread = in.readFloat();
    predictions = new double[in.readInt()];
    for (int i = 0; i < predictions.length; i++) {
      predictions[i] = in.readDouble();
    }
  }
}
