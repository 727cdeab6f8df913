package com.trafficprediction.feeds.yaml;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A key of a YAML file: put on a record component. The key is the component's name in snake_case
 * ({@code intervalSeconds} is {@code interval_seconds}).
 *
 * <p>A component without {@link #fallback} must be given, unless it is nullable. Components may be
 * strings, int, long, double, boolean, enums (in lower case, underscores for spaces), {@code
 * ZoneId}, {@code LocalDate}, {@code LocalDateTime}, lists, maps with string keys, records, and
 * sealed interfaces whose records carry {@link Variant}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {
  /** What it means, unit included, for the reference page: a sentence without final stop. */
  String value();

  /** The value where none is given, as YAML; empty for none. */
  String fallback() default "";
}
