package com.trafficprediction.feeds.yaml;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Which value of the key {@code format} selects this record of a sealed interface. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Variant {
  /** The value of {@code format}. */
  String value();

  /** What it is for, for the reference page: a sentence without final stop. */
  String doc();
}
