package com.trafficprediction.batch.command;

import com.trafficprediction.storage.layout.RunId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A run on a command line. */
public final class RunIdConverter implements ITypeConverter<RunId> {
  @Override
  public RunId convert(String text) {
    try {
      return new RunId(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
