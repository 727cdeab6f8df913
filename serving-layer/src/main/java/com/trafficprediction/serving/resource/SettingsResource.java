package com.trafficprediction.serving.resource;

import com.trafficprediction.core.forecast.TrafficCategory;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.serving.configuration.ServingConfiguration;
import com.trafficprediction.serving.json.ApiJson;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/settings}: what a page must know before it can show anything. */
@Path("/settings")
@Produces(MediaType.APPLICATION_JSON)
public final class SettingsResource {
  /** The same for everybody, as long as the process lives. */
  private final byte[] json;

  public SettingsResource(ServingConfiguration configuration) {
    ServingConfiguration.Tiles tiles = configuration.web().tiles();
    this.json =
        ApiJson.write(
            new Body(
                Arrays.stream(TrafficCategory.values()).map(Band::of).toList(),
                TrafficCategory.CONGESTED_BELOW_KMH,
                Windows.SECONDS / 60,
                tiles.url().isEmpty() ? null : new Tiles(tiles.url(), tiles.attribution()),
                !configuration.access().writeToken().isEmpty()));
  }

  /**
   * The answer.
   *
   * @param categories slowest first
   * @param tiles background of maps; null for none
   * @param writable whether anybody may write, with the token
   */
  record Body(
      List<Band> categories,
      double congestedBelowKmh,
      int windowMinutes,
      @Nullable Tiles tiles,
      boolean writable) {}

  /** Speeds of a category, the lower end included; no upper end for the fastest. */
  record Band(String category, double fromKmh, @Nullable Double belowKmh) {
    static Band of(TrafficCategory category) {
      return new Band(
          category.key(),
          category.fromKmh(),
          Double.isInfinite(category.toKmh()) ? null : (Double) category.toKmh());
    }
  }

  /** Where tiles come from, with {z}, {x} and {y}, and whom to name for them. */
  record Tiles(String url, String attribution) {}

  @GET
  public Response get() {
    return Answers.written(json);
  }
}
