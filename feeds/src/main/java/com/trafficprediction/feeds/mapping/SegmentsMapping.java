package com.trafficprediction.feeds.mapping;

import com.trafficprediction.core.network.LaneType;
import com.trafficprediction.core.units.LengthUnit;
import com.trafficprediction.feeds.yaml.Key;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Where segments come from: a table with a row per segment. */
public record SegmentsMapping(
    @Key(
            "The table: a file name, or a pattern such as meta_*.txt; of several matches the last by"
                + " name is taken")
        String file,
    @Key(value = "What separates the fields", fallback = "comma") Delimiter delimiter,
    @Key(value = "Whether the first line names the columns", fallback = "true") boolean header,
    @Key("Which column holds what: a name, or with header: false a position from 1")
        Columns columns,
    @Key(
            "Takes columns.road apart: a regular expression with the groups 'freeway' and"
                + " 'direction', such as (?<freeway>.+)-(?<direction>[NSEW])")
        @Nullable String roadPattern,
    @Key("Unit of columns.postmile") @Nullable LengthUnit postmileUnit,
    @Key("Unit of columns.length") @Nullable LengthUnit lengthUnit,
    @Key(
            value = "What the values of columns.type mean, each mapped to a lane type",
            fallback = "{}")
        Map<String, LaneType> types,
    @Key(
            value =
                "Lane types that are kept, all when empty; readings of other segments are counted"
                    + " as filtered",
            fallback = "[]")
        List<LaneType> keep,
    @Key(
            value = "What to do with a segment without coordinates: fail, or leave it out",
            fallback = "fail")
        WithoutCoordinates withoutCoordinates) {

  /** What to do with a segment that has no coordinates. */
  public enum WithoutCoordinates {
    FAIL,
    LEAVE_OUT
  }

  /** Columns of the table. */
  public record Columns(
      @Key("The segment's id, as readings name it") String id,
      @Key("A name for people; the id when absent") @Nullable String name,
      @Key("Degrees north, WGS 84") String latitude,
      @Key("Degrees east, WGS 84") String longitude,
      @Key("Freeway and direction in one column, taken apart by road_pattern")
          @Nullable String road,
      @Key("Freeway without direction") @Nullable String freeway,
      @Key("Direction of travel: N, S, E or W") @Nullable String direction,
      @Key("Distance along the freeway, growing to the north and east") @Nullable String postmile,
      @Key("Length of road that the segment stands for; empty or 0 is unknown")
          @Nullable String length,
      @Key("Number of lanes; empty is unknown") @Nullable String lanes,
      @Key("Kind of lanes, translated by types") @Nullable String type) {
    public Columns {
      if (road != null && (freeway != null || direction != null)) {
        throw new IllegalArgumentException("give either road, or freeway and direction");
      }
      if ((freeway == null) != (direction == null)) {
        throw new IllegalArgumentException(
            "freeway and direction are given together or not at all");
      }
      if ((road != null || freeway != null) != (postmile != null)) {
        throw new IllegalArgumentException(
            "a freeway needs a postmile and the other way round: stations are ordered by it");
      }
    }
  }

  public SegmentsMapping {
    together("columns.road", columns.road(), "road_pattern", roadPattern);
    together("columns.postmile", columns.postmile(), "postmile_unit", postmileUnit);
    together("columns.length", columns.length(), "length_unit", lengthUnit);
    if ((columns.type() != null) == types.isEmpty()) {
      throw new IllegalArgumentException("columns.type and types are given together or not at all");
    }
    if (!keep.isEmpty() && types.isEmpty()) {
      throw new IllegalArgumentException("keep needs columns.type and types");
    }
    if (roadPattern != null) {
      checkPattern(roadPattern);
    }
  }

  /** True when segments get a place along a freeway. */
  public boolean hasFreeways() {
    return columns.postmile() != null;
  }

  private static void together(String a, @Nullable Object given, String b, @Nullable Object other) {
    if ((given == null) != (other == null)) {
      throw new IllegalArgumentException(a + " and " + b + " are given together or not at all");
    }
  }

  private static void checkPattern(String pattern) {
    if (!pattern.contains("(?<freeway>") || !pattern.contains("(?<direction>")) {
      throw new IllegalArgumentException(
          "road_pattern: needs the groups (?<freeway>…) and (?<direction>…)");
    }
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("road_pattern: " + e.getDescription(), e);
    }
  }
}
